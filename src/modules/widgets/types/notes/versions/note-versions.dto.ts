import { ListQuery } from '../../../../../common/http/list-query.dto.js';

/** Which page of a note's former texts. */
export class NoteVersionsQuery extends ListQuery {}

/** A text that a note had before, in a list. */
export class ListedNoteVersionResponse {
  /**
   * Id of the note.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e15"
   */
  noteId: string;
  /**
   * Version of the note that had this text last.
   * @example 1
   */
  version: number;
  /**
   * Title.
   * @example "Sourdough"
   */
  title: string | null;
  /**
   * Beginning of the text, without Markdown.
   * @example "Feed the starter twice a day."
   */
  excerpt: string;
  /**
   * When the text was written.
   * @example "2026-02-20T08:00:00.000Z"
   */
  writtenAt: string;
  /**
   * When the text was replaced.
   * @example "2026-02-21T18:30:00.000Z"
   */
  keptAt: string;
}

/** A text that a note had before. */
export class NoteVersionResponse {
  /**
   * Id of the note.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e15"
   */
  noteId: string;
  /**
   * Version of the note that had this text last.
   * @example 1
   */
  version: number;
  /**
   * Title.
   * @example "Sourdough"
   */
  title: string | null;
  /**
   * Text in Markdown.
   * @example "Feed the **starter** twice a day."
   */
  body: string;
  /**
   * The body as sanitized HTML.
   * @example "<p>Feed the <strong>starter</strong> twice a day.</p>\n"
   */
  html: string;
  /**
   * When the text was written.
   * @example "2026-02-20T08:00:00.000Z"
   */
  writtenAt: string;
  /**
   * When the text was replaced.
   * @example "2026-02-21T18:30:00.000Z"
   */
  keptAt: string;
}
