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

/** Why a page that was found gives no text. */
export type UnreadableCode =
  | 'page_is_pdf'
  | 'page_type_unsupported'
  | 'page_too_complex'
  | 'page_empty'
  | 'page_disallowed'
  | 'page_rules_unavailable'
  | 'page_reader_busy'
  | 'page_reader_failed'
  | 'page_given_up';
