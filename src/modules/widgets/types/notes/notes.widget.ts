import { Injectable } from '@nestjs/common';
import { WidgetTypeProvider, type WidgetType } from '../../widget-type.contract.js';
import { describeNotes, type NotesFacts } from './notes-caption.js';
import { NotesData } from './notes-data.dto.js';
import { NOTES_ATTENTION, NOTES_DATA } from './notes-sql.js';
import { NOTES, NOTES_LIMITS, NotesSettings } from './notes.settings.js';

/** Notes in Markdown, with their former texts. */
@WidgetTypeProvider()
@Injectable()
export class NotesWidget implements WidgetType<NotesSettings, NotesFacts> {
  readonly key = NOTES;
  readonly name = 'Notes';
  readonly about = 'Notes in Markdown, with full text search and the texts that they had before';
  readonly settings = NotesSettings;
  readonly defaultSize = 'medium';
  readonly limits = NOTES_LIMITS;
  readonly data = NOTES_DATA;
  readonly dataResponse = NotesData;
  readonly attention = NOTES_ATTENTION;
  readonly describe = describeNotes;
}
