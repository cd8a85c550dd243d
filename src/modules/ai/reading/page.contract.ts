/** A page as it was fetched. */
export interface FetchedPage {
  readonly url: string;
  /** The `Content-Type` header; undefined if there was none. */
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

/** One block of prose, with the heading that it stands under. */
export interface Paragraph {
  readonly text: string;
  readonly heading: string | null;
}

/** What a person would read on a page. */
export interface ReadablePage {
  readonly title: string;
  readonly paragraphs: readonly Paragraph[];
}
