import { InvalidError } from '../../../common/errors/app-error.js';

/** The sources hold no sentence that could stand in a summary. */
export class NothingToSummarize extends InvalidError {
  constructor() {
    super('nothing_to_summarize', 'the pages hold no text that could be summarized: try other words');
  }
}
