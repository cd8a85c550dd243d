import compression from 'compression';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { MalformedError, UnsupportedMediaTypeError } from '../common/errors/app-error.js';
import { FILE_TYPES } from '../common/http/file-body.js';
import { unknownField } from '../common/validation/details.js';
import { reservedKeyOf } from '../common/validation/reserved-keys.js';

const BODY_LIMIT_BYTES = 1024 * 1024;
const MAX_DEPTH = 32;
// What validates bodies takes seconds for a hundred thousand values, and nobody else is served meanwhile.
const MAX_VALUES = 10_000;
const COMPRESS_FROM_BYTES = 2048;
const JSON_TYPES = ['application/json', 'application/*+json'];

/** Reads JSON bodies; a request without a body passes untouched, and so does a file that its route reads. */
export function jsonBody(): RequestHandler {
  const parse = express.json({ limit: BODY_LIMIT_BYTES, strict: false, type: JSON_TYPES });
  return (request, response, next) => {
    if (!hasBody(request) || request.is([...FILE_TYPES])) {
      next();
      return;
    }
    if (!request.is(JSON_TYPES)) {
      next(new UnsupportedMediaTypeError('media_type_unsupported', 'send the body as application/json'));
      return;
    }
    parse(request, response, (error?: unknown) => {
      next(error ?? problemOf(request.body));
    });
  };
}

/** Compresses answers for clients that ask for it; event streams are left alone. */
export function compressAnswers(): RequestHandler {
  const compress = compression({ level: 1, threshold: COMPRESS_FROM_BYTES });
  return (request: Request, response: Response, next: NextFunction): void => {
    if (request.headers['accept-encoding'] === undefined) next();
    else compress(request, response, next);
  };
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

function problemOf(body: unknown): MalformedError | undefined {
  const waiting: [value: unknown, depth: number][] = [[body, 1]];
  let values = 0;
  for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
    const [value, depth] = entry;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > MAX_DEPTH)
      return new MalformedError('body_too_deep', `nest the body at most ${MAX_DEPTH} levels deep`);
    const reserved = reservedKeyOf(value);
    if (reserved !== undefined)
      return new MalformedError('body_malformed', `${reserved} is not a known field`, {
        details: [unknownField(reserved)],
      });
    const children: unknown[] = Object.values(value);
    values += children.length;
    if (values > MAX_VALUES)
      return new MalformedError('body_too_wide', `send at most ${MAX_VALUES} values at a time`);
    for (const child of children) waiting.push([child, depth + 1]);
  }
  return undefined;
}
