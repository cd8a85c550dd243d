import { UpstreamError } from '../../../common/errors/app-error.js';
import type { CallUsage } from '../metering/metering.contract.js';

const MESSAGES = {
  model_timeout: 'the language model did not answer in time',
  model_unreachable: 'the language model could not be reached',
  model_resting: 'the language model failed repeatedly or asked for a rest, and is left alone for a while',
  model_busy: 'the language model is busy or its quota is used up',
  model_refused_key: 'the language model refused its key',
  model_failed: 'the language model answered with an error',
  model_garbage: 'the language model gave no usable summary',
} as const;

/** Why a model wrote nothing of use. */
export type ModelErrorCode = keyof typeof MESSAGES;

/** The language model wrote nothing of use; the message says why, without keys or addresses. */
export class ModelError extends UpstreamError {
  /** @param usage what the failed call used, where its service counted it */
  constructor(
    override readonly code: ModelErrorCode,
    cause?: unknown,
    readonly usage: CallUsage | null = null,
  ) {
    super(code, MESSAGES[code], { cause });
  }
}
