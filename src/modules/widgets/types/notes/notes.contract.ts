/** A note as other features may hold it. */
export interface NoteView {
  readonly id: string;
  readonly widgetId: string;
  readonly title: string | null;
  /** Markdown, as it was given. */
  readonly body: string;
  readonly isPinned: boolean;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A note with its text as HTML that is safe to show. */
export interface RenderedNote extends NoteView {
  readonly html: string;
}

/** A stretch of a text, in UTF-16 code units. */
export interface Mark {
  readonly start: number;
  readonly length: number;
}

/** A note as lists have it: a part of its text, and where in it what was searched for is. */
export interface ListedNote extends Omit<NoteView, 'body'> {
  readonly excerpt: string;
  readonly marks: readonly Mark[];
}

/** A text that a note had before, as lists have it. */
export interface ListedVersion {
  readonly noteId: string;
  /** The note's version when it had this text last. */
  readonly version: number;
  readonly title: string | null;
  readonly excerpt: string;
  readonly writtenAt: string;
  /** When another text took its place. */
  readonly keptAt: string;
}

/** A text that a note had before. */
export interface RenderedVersion extends Omit<ListedVersion, 'excerpt'> {
  readonly body: string;
  readonly html: string;
}
