import { UpstreamError } from '../../../common/errors/app-error.js';

/** The sentences of a summary could not be picked: the thread that did it was ended, or too many waited for one. */
export class ExtractionFailed extends UpstreamError {
  constructor(cause: unknown) {
    super('extraction_failed', 'the summary could not be made: try again later', { cause });
  }
}
