/** A note as its widget shows it. */
export class NoteItem {
  /**
   * Id of the note.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e15"
   */
  id: string;
  /**
   * Title of the note.
   * @example "Sourdough"
   */
  title: string | null;
  /**
   * Beginning of the text, without Markdown.
   * @example "Feed the starter twice a day."
   */
  excerpt: string;
  /**
   * Whether it is listed before the others.
   * @example false
   */
  isPinned: boolean;
  /**
   * When it was last changed.
   * @example "2026-02-20T08:00:00.000Z"
   */
  updatedAt: string;
}

/** What a notes widget shows: pinned and recent notes. */
export class NotesData {
  /**
   * Number of notes in the widget.
   * @example 1
   */
  count: number;
  /** Pinned notes first, then the most recently changed; at most `maxItems` of the settings. */
  notes: NoteItem[];
}
