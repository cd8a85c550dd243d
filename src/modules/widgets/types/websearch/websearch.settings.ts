import { IsInt, Max, Min } from 'class-validator';

/** Key of the type. */
export const WEBSEARCH = 'websearch';

/** Most searches below one widget. */
export const SEARCHES_LIMIT = 20;

/** What a user may set of a web search widget. */
export class WebsearchSettings {
  /** Maximum number of pages to read for a summary. */
  @IsInt()
  @Min(1)
  @Max(10)
  sources: number = 5;
}
