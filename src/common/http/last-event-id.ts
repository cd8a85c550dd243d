import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Request } from 'express';
import { documents } from './documents.js';

const HEADER = ApiHeader({
  name: 'Last-Event-ID',
  description: '`id` of the last received event; the stream resumes after it.',
  required: false,
  schema: { type: 'string', example: '1-48' },
});

/** The event behind which a stream is to go on, or undefined where it is to begin at its beginning. */
export const LastEventId = createParamDecorator(
  (_: unknown, context: ExecutionContext): string | undefined =>
    context.switchToHttp().getRequest<Request>().get('Last-Event-ID'),
  [documents(HEADER)],
);
