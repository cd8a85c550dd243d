import { IsBoolean, IsOptional } from 'class-validator';
import { ListQuery } from '../../../../common/http/list-query.dto.js';
import { IsId } from '../../../../common/validation/id.js';
import { IfGiven } from '../../../../common/validation/if-given.js';
import { IsText } from '../../../../common/validation/text.js';
import { LONGEST } from './notes.settings.js';

/** A new note. */
export class CreateNoteRequest {
  /** An id that the client made; one is made where it is left out. */
  @IfGiven()
  @IsId()
  id?: string;

  /**
   * What it is called, if anything.
   * @example "Sourdough"
   */
  @IsOptional()
  @IsText({ max: LONGEST.title })
  title?: string | null;

  /**
   * Its text in Markdown; it is kept as it is.
   * @example "Feed the **starter** twice a day."
   */
  @IsText({ min: 0, max: LONGEST.body, multiline: true })
  body: string;

  /**
   * Whether it comes before those that are not.
   * @example false
   */
  @IsBoolean()
  isPinned: boolean = false;
}

/** A change of a note: what is left out stays. */
export class UpdateNoteRequest {
  /** Another notes widget of yours to move it to. */
  @IfGiven()
  @IsId()
  widgetId?: string;

  /**
   * What it is called; null takes its title away.
   * @example "Sourdough"
   */
  @IsOptional()
  @IsText({ max: LONGEST.title })
  title?: string | null;

  /**
   * Its text in Markdown, all of it.
   * @example "Feed the **starter** once a day."
   */
  @IfGiven()
  @IsText({ min: 0, max: LONGEST.body, multiline: true })
  body?: string;

  /** Whether it comes before those that are not. */
  @IfGiven()
  @IsBoolean()
  isPinned?: boolean;
}

/** Which page of a widget's notes. */
export class WidgetNotesQuery extends ListQuery {}

/** Which notes. */
export class NotesQuery extends ListQuery {
  /**
   * Words that they must all have; `"two words"` side by side, `or` between alternatives, `-` before what they must not
   * have. The last word may be the beginning of one.
   * @example "sourdough star"
   */
  @IfGiven()
  @IsText({ max: 200 })
  search?: string;
}

/** A stretch of an excerpt. */
export class MarkResponse {
  /**
   * Where it begins, in UTF-16 code units as JavaScript counts them.
   * @example 9
   */
  start: number;
  /** @example 7 */
  length: number;
}

/** A note in a list. */
export class ListedNoteResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e15" */
  id: string;
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11" */
  widgetId: string;
  /** @example "Sourdough" */
  title: string | null;
  /**
   * Text without Markdown and without HTML: the beginning, or where what was searched for is.
   * @example "Feed the starter twice a day."
   */
  excerpt: string;
  /** Where in `excerpt` what was searched for is. */
  marks: MarkResponse[];
  /** @example false */
  isPinned: boolean;
  /** @example 1 */
  version: number;
  /** @example "2026-02-20T08:00:00.000Z" */
  createdAt: string;
  /** @example "2026-02-20T08:00:00.000Z" */
  updatedAt: string;
}

/** A note. */
export class NoteResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e15" */
  id: string;
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11" */
  widgetId: string;
  /** @example "Sourdough" */
  title: string | null;
  /**
   * Markdown, as it was given.
   * @example "Feed the **starter** twice a day."
   */
  body: string;
  /**
   * The body as HTML that is safe to show: raw HTML in it is text, images are links to them.
   * @example "<p>Feed the <strong>starter</strong> twice a day.</p>\n"
   */
  html: string;
  /** @example false */
  isPinned: boolean;
  /** @example 1 */
  version: number;
  /** @example "2026-02-20T08:00:00.000Z" */
  createdAt: string;
  /** @example "2026-02-20T08:00:00.000Z" */
  updatedAt: string;
}
