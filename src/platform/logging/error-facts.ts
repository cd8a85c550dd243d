import { types } from 'node:util';

/** What the log keeps of an error. */
export interface ErrorFacts {
  readonly type: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code?: string;
  readonly cause?: ErrorFacts | string;
}

/**
 * The facts of an error and of its causes. What libraries hang onto an error is left out: database errors carry the
 * statement with people's data in it, and some the connection that they came over.
 */
export function errorFacts(error: unknown): ErrorFacts | string {
  if (!types.isNativeError(error)) return String(error);
  const { name, message, stack, cause } = error;
  return {
    type: name === 'error' ? error.constructor.name : name,
    message,
    stack,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...(cause === undefined ? {} : { cause: errorFacts(cause) }),
  };
}
