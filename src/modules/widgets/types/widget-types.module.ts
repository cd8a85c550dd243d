import { Module } from '@nestjs/common';
import { AlarmModule } from './alarm/alarm.module.js';
import { CalendarModule } from './calendar/calendar.module.js';
import { NotesModule } from './notes/notes.module.js';
import { WeatherModule } from './weather/weather.module.js';
import { WebsearchModule } from './websearch/websearch.module.js';
import { TrackerModule } from './tracker/tracker.module.js';
import { TodoModule } from './todo/todo.module.js';

/** The manifest: one line for each widget type. */
@Module({
  imports: [
    WebsearchModule,
    TodoModule,
    TrackerModule,
    AlarmModule,
    CalendarModule,
    NotesModule,
    WeatherModule,
  ],
})
export class WidgetTypesModule {}
