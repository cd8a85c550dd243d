import { HttpException } from '@nestjs/common';
import {
  AppError,
  MalformedError,
  MethodNotAllowedError,
  StaleVersionError,
  UnsupportedMediaTypeError,
  type ErrorDetail,
  type ErrorKind,
} from '../errors/app-error.js';

/** What a failed request is answered with. */
export interface Failure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details: readonly ErrorDetail[];
  readonly retryAfter?: number | undefined;
}

const STATUS: Record<ErrorKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_many: 429,
  upstream: 503,
};

const RETRY_SECONDS = 2;

/** SQLSTATEs and socket errors after which the same request may well succeed. */
const DATABASE_BUSY = new Set(['57014', '55P03', '40P01', '40001', '53300']);
const DATABASE_AWAY = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
]);

/** Of pg, pg-pool and TypeORM, which have no code for it. */
const CONNECTION_LOST =
  /timeout exceeded when trying to connect|Connection terminated|is not queryable|Query runner already released/;

const FOREIGN_KEY_VIOLATION = '23503';

/** Failures that Express' body parsers raise, by their `type`. */
const BODY_FAILURES: Record<string, Omit<Failure, 'details'>> = {
  'entity.too.large': {
    status: 413,
    code: 'body_too_large',
    message: 'the body is larger than this route reads',
  },
  'request.size.invalid': {
    status: 400,
    code: 'body_malformed',
    message: 'the body is not as long as Content-Length says',
  },
  'request.aborted': { status: 400, code: 'body_malformed', message: 'the body ended early: send it again' },
  'encoding.unsupported': {
    status: 415,
    code: 'encoding_unsupported',
    message: 'send the body as it is, or as gzip, deflate or br',
  },
  'charset.unsupported': { status: 415, code: 'charset_unsupported', message: 'send the body in UTF-8' },
};

/** What the parsers only give a status, such as a body that is not packed as its `Content-Encoding` says. */
const BODY_UNREADABLE: Omit<Failure, 'details'> = {
  status: 400,
  code: 'body_malformed',
  message: 'the body is not as its headers say: check Content-Encoding',
};

/** What to answer to any error; null where it is a fault of ours that only the log may see. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof AppError) return fromAppError(error);
  if (error instanceof HttpException) return fromHttpException(error);
  return fromBodyParser(error) ?? fromDatabase(error);
}

function fromAppError(error: AppError): Failure {
  const { code, message, details, retryAfter } = error;
  return { status: statusOf(error), code, message, details, retryAfter };
}

function statusOf(error: AppError): number {
  if (error instanceof MalformedError) return 400;
  if (error instanceof MethodNotAllowedError) return 405;
  if (error instanceof StaleVersionError) return 412;
  if (error instanceof UnsupportedMediaTypeError) return 415;
  return STATUS[error.kind];
}

function fromHttpException(error: HttpException): Failure {
  const status = error.getStatus();
  return { status, code: 'request_refused', message: error.message, details: [] };
}

function fromBodyParser(error: unknown): Failure | null {
  if (typeof error !== 'object' || error === null) return null;
  const type = 'type' in error && typeof error.type === 'string' ? error.type : '';
  const isUnreadable = 'status' in error && error.status === 400;
  if (type === 'entity.parse.failed') return notJson(error);
  const failure = BODY_FAILURES[type] ?? (isUnreadable ? BODY_UNREADABLE : undefined);
  return failure ? { ...failure, details: [] } : null;
}

/** The parser's own text quotes the body; where it stopped is what a caller needs. */
function notJson(error: object): Failure {
  const text = 'message' in error ? String(error.message) : '';
  const [, position] = /at position (\d+)/.exec(text) ?? [];
  const where = position === undefined ? '' : ` at position ${position}`;
  const message = `the body is not valid JSON${where}: send one JSON object`;
  return { status: 400, code: 'body_malformed', message, details: [] };
}

function fromDatabase(error: unknown): Failure | null {
  const code = databaseCode(error);
  if (code === undefined) return null;
  if (code === FOREIGN_KEY_VIOLATION) return parentGone(error);
  if (DATABASE_BUSY.has(code))
    return unavailable('database_busy', 'the database is busy: try again in a moment');
  if (DATABASE_AWAY.has(code))
    return unavailable('database_unavailable', 'the database is unavailable: try again in a moment');
  return null;
}

/** What a row belongs to was erased since the request began. */
function parentGone(error: unknown): Failure {
  const constraint = constraintOf(error);
  if (constraint?.endsWith('_user_id_fkey'))
    return { status: 401, code: 'session_over', message: 'the account was deleted', details: [] };
  const message = 'what this belongs to was deleted meanwhile: read it again';
  return { status: 409, code: 'deleted_meanwhile', message, details: [] };
}

function unavailable(code: string, message: string): Failure {
  return { status: 503, code, message, details: [], retryAfter: RETRY_SECONDS };
}

function databaseCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('driverError' in error && error.driverError !== error) return databaseCode(error.driverError);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error && CONNECTION_LOST.test(error.message) ? 'ECONNRESET' : undefined;
}

function constraintOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('driverError' in error && error.driverError !== error) return constraintOf(error.driverError);
  return 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined;
}
