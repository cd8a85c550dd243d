import { InvalidError, UpstreamError } from '../../../common/errors/app-error.js';

const MODEL_MESSAGES = {
  model_timeout: 'the language model did not answer in time',
  model_unreachable: 'the language model could not be reached',
  model_busy: 'the language model is busy or its quota is used up',
  model_refused_key: 'the language model refused its key',
  model_failed: 'the language model answered with an error',
  model_garbage: 'the language model gave no usable summary',
} as const;

/** Why a model wrote no summary. */
export type ModelErrorCode = keyof typeof MODEL_MESSAGES;

/** The language model wrote no summary; the message says why, without keys or addresses. */
export class ModelError extends UpstreamError {
  constructor(
    override readonly code: ModelErrorCode,
    cause?: unknown,
  ) {
    super(code, MODEL_MESSAGES[code], { cause });
  }
}

/** The sources hold no sentence that could stand in a summary. */
export class NothingToSummarize extends InvalidError {
  constructor() {
    super('nothing_to_summarize', 'the pages hold no text that could be summarized: try other words');
  }
}
