import { UpstreamError } from '../../common/errors/app-error.js';

/** No page could be read, and the search says nothing of them either. */
export class NoPageReadable extends UpstreamError {
  constructor() {
    super(
      'no_page_readable',
      'none of the pages that were found could be read: try again later or with other words',
    );
  }
}
