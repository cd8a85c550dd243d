/** What went wrong, in the seven words that every edge (HTTP, sockets, jobs) can translate. */
export type ErrorKind =
  'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'too_many' | 'upstream';

/** One wrong field: its path in the request (`settings.city`, `tasks[3].title`) and what to do about it. */
export interface ErrorDetail {
  readonly field: string;
  readonly message: string;
  /** Values that would do instead, where a value may mean several things. */
  readonly choices?: readonly Readonly<Record<string, string | number | null>>[];
}

interface AppErrorOptions {
  readonly details?: readonly ErrorDetail[];
  /** Seconds after which the same request may succeed. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/**
 * The only error that services throw. `code` is the clients' contract and never changes; `message` tells the caller
 * what to do next and never holds a secret, SQL or a stack.
 */
export abstract class AppError extends Error {
  abstract readonly kind: ErrorKind;
  readonly details: readonly ErrorDetail[];
  readonly retryAfter: number | undefined;

  constructor(
    readonly code: string,
    message: string,
    options: AppErrorOptions = {},
  ) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
    this.details = options.details ?? [];
    this.retryAfter = options.retryAfter;
  }
}

/** Well formed, but the values are wrong. */
export class InvalidError extends AppError {
  override readonly kind = 'invalid';

  /** One wrong field, the most common case. */
  static field(field: string, message: string): InvalidError {
    return new InvalidError('validation_failed', `${field} ${message}`, { details: [{ field, message }] });
  }
}

/** The caller is not known. */
export class UnauthenticatedError extends AppError {
  override readonly kind = 'unauthenticated';
}

/** The caller is known and may see the thing, but not do this to it. */
export class ForbiddenError extends AppError {
  override readonly kind = 'forbidden';
}

/** There is no such thing for this caller. */
export class NotFoundError extends AppError {
  override readonly kind = 'not_found';
}

/** The present state forbids it. */
export class ConflictError extends AppError {
  override readonly kind = 'conflict';
}

/** Asked too often. */
export class TooManyError extends AppError {
  override readonly kind = 'too_many';
}

/** A service that this needs did not answer as it should. */
export class UpstreamError extends AppError {
  override readonly kind = 'upstream';
}

/** Not even well formed: not JSON, a cursor that is none, a query parameter that nobody reads. */
export class MalformedError extends AppError {
  override readonly kind = 'invalid';
}

/** The body is of a type that nobody here reads. */
export class UnsupportedMediaTypeError extends AppError {
  override readonly kind = 'invalid';
}

/** There is such a path, but it is not served with this method. */
export class MethodNotAllowedError extends AppError {
  override readonly kind = 'invalid';

  /** @param allowed the methods that the path is served with */
  constructor(
    method: string,
    readonly allowed: readonly string[],
  ) {
    super('method_not_allowed', `${method} is not allowed here: use ${allowed.join(', ')}`);
  }
}

/** `If-Match` names a version that is not the present one. */
export class StaleVersionError extends AppError {
  override readonly kind = 'conflict';

  constructor(current: number) {
    super(
      'version_stale',
      `version conflict: it has been changed since, to version ${current}; read it again and repeat your change`,
    );
  }
}

/** Throws StaleVersionError where the caller asked for another version than the present one. */
export function requireVersion(expected: number | undefined, current: number): void {
  if (expected !== undefined && expected !== current) throw new StaleVersionError(current);
}
