import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import express, { type Request, type Response } from 'express';
import { UnsupportedMediaTypeError } from '../errors/app-error.js';
import { documents } from './documents.js';

/** Types of files that some route reads itself. */
export const FILE_TYPES = ['text/calendar'] as const;

/** A type of files. */
export type FileType = (typeof FILE_TYPES)[number];

/** What a route reads instead of JSON. */
export interface FileFacts {
  readonly type: FileType;
  readonly maxBytes: number;
  readonly example: string;
}

/** Metadata key of the type of files that a route reads. */
export const READS_FILE = 'http:reads-file';

const Bytes = createParamDecorator(({ type, maxBytes }: FileFacts, context: ExecutionContext) => {
  const http = context.switchToHttp();
  return bytesOf(http.getRequest<Request>(), http.getResponse<Response>(), { type, maxBytes });
});

/** The body as it was sent, which is read only after it is known whose request it is. */
export const FileBody =
  (facts: FileFacts): ParameterDecorator =>
  (target, key, index) => {
    const { type, example } = facts;
    for (const decorator of [
      SetMetadata(READS_FILE, type),
      ApiConsumes(type),
      ApiBody({ required: true, schema: { type: 'string', example } }),
    ])
      documents(decorator)(target, key, index);
    Bytes(facts)(target, key, index);
  };

/** Refuses a file where JSON is read, and whatever is no such file where one is. */
export function requireBodyType(request: Request, reads: FileType | undefined): void {
  const isRight = reads === undefined ? !request.is([...FILE_TYPES]) : Boolean(request.is(reads));
  if (isRight) return;
  throw new UnsupportedMediaTypeError(
    'media_type_unsupported',
    `send the body as ${reads ?? 'application/json'}`,
  );
}

function bytesOf(
  request: Request,
  response: Response,
  { type, maxBytes }: Pick<FileFacts, 'type' | 'maxBytes'>,
): Promise<Buffer> {
  const read = express.raw({ type, limit: maxBytes });
  return new Promise((resolve, reject) => {
    read(request, response, (error?: unknown) => {
      if (error instanceof Error) reject(error);
      else resolve(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
    });
  });
}
