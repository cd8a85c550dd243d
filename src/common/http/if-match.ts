import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Request } from 'express';
import { MalformedError } from '../errors/app-error.js';
import { documents } from './documents.js';

const HEADER = ApiHeader({
  name: 'If-Match',
  description: 'Expected `ETag` of the resource; if it has changed, the request fails with 412.',
  required: false,
  schema: { type: 'string', example: '"3"' },
});

/** The version that `If-Match` asks for, or undefined where any will do. */
export const IfMatch = createParamDecorator(
  (_: unknown, context: ExecutionContext): number | undefined => {
    const header = context.switchToHttp().getRequest<Request>().headers['if-match']?.trim();
    if (header === undefined || header === '*') return undefined;
    // What follows the version says what a change does not depend on.
    const version = /^"(\d{1,9})(?:-[0-9a-f]{12})?"$/.exec(header)?.[1];
    if (version !== undefined) return Number(version);
    // A weak tag never matches here (RFC 9110 §13.1.1), and ours are all strong and begin with the version.
    if (/^(W\/)?"[^"]*"$/.test(header)) return -1;
    const message = 'must be the ETag of the version that you read, such as "3"';
    throw new MalformedError('if_match_invalid', `If-Match ${message}`, {
      details: [{ field: 'If-Match', message }],
    });
  },
  [documents(HEADER)],
);
