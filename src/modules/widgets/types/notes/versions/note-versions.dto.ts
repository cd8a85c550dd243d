import { ListQuery } from '../../../../../common/http/list-query.dto.js';

/** Which page of a note's former texts. */
export class NoteVersionsQuery extends ListQuery {}

/** A text that a note had before, in a list. */
export class ListedNoteVersionResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e15" */
  noteId: string;
  /**
   * The note's version when it had this text last.
   * @example 1
   */
  version: number;
  /** @example "Sourdough" */
  title: string | null;
  /**
   * The beginning of the text, without Markdown and without HTML.
   * @example "Feed the starter twice a day."
   */
  excerpt: string;
  /** @example "2026-02-20T08:00:00.000Z" */
  writtenAt: string;
  /**
   * When another text took its place.
   * @example "2026-02-21T18:30:00.000Z"
   */
  keptAt: string;
}

/** A text that a note had before. */
export class NoteVersionResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e15" */
  noteId: string;
  /**
   * The note's version when it had this text last.
   * @example 1
   */
  version: number;
  /** @example "Sourdough" */
  title: string | null;
  /**
   * Markdown, as it was given.
   * @example "Feed the **starter** twice a day."
   */
  body: string;
  /**
   * The body as HTML that is safe to show.
   * @example "<p>Feed the <strong>starter</strong> twice a day.</p>\n"
   */
  html: string;
  /** @example "2026-02-20T08:00:00.000Z" */
  writtenAt: string;
  /**
   * When another text took its place.
   * @example "2026-02-21T18:30:00.000Z"
   */
  keptAt: string;
}
