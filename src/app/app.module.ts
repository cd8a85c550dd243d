import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { AuthModule } from '../modules/auth/auth.module.js';
import { DashboardModule } from '../modules/dashboard/dashboard.module.js';
import { HealthModule } from '../modules/health/health.module.js';
import { RecurrenceModule } from '../modules/recurrence/recurrence.module.js';
import { UsersModule } from '../modules/users/users.module.js';
import { AgendaModule } from '../modules/widgets/agenda/agenda.module.js';
import { CalendarFeedModule } from '../modules/widgets/feed/calendar-feed.module.js';
import { WidgetTypesModule } from '../modules/widgets/types/widget-types.module.js';
import { WidgetsModule } from '../modules/widgets/widgets.module.js';
import { CacheModule } from '../platform/cache/cache.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { EventsModule } from '../platform/events/events.module.js';
import { JobsModule } from '../platform/jobs/jobs.module.js';
import { RateLimitModule } from '../platform/rate-limit/rate-limit.module.js';
import { CoreModule, type Core } from './core.module.js';

const MACHINERY: Type[] = [DatabaseModule, JobsModule, EventsModule, CacheModule, RateLimitModule];

const FEATURES: Type[] = [
  UsersModule,
  RecurrenceModule,
  AuthModule,
  WidgetsModule,
  WidgetTypesModule,
  CalendarFeedModule,
  AgendaModule,
  DashboardModule,
  HealthModule,
];

/** The whole program: machinery and every feature. */
@Module({})
export class AppModule {
  static with(core: Core): DynamicModule {
    return {
      module: AppModule,
      imports: [CoreModule.with(core), ...MACHINERY, ...FEATURES],
    };
  }
}
