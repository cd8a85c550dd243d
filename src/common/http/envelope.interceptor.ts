import {
  Injectable,
  StreamableFile,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { map, type Observable } from 'rxjs';
import type { AuthenticatedRequest } from '../auth/decorators.js';
import { queryUnknown, unknownField, validationFailed } from '../validation/details.js';
import { Clock } from '../time/clock.js';
import { matchesAny } from './entity-tag.js';
import { ENDPOINT, type EndpointFacts, type Route } from './endpoint.js';
import { EventStreamReply, eventStreamText, whileAccessLasts } from './event-stream.js';
import { READS_FILE, requireBodyType, type FileType } from './file-body.js';
import { JsonTextReply, ListReply, ListTextReply, MetaReply } from './replies.js';

/** What the context of a request tells the answer. */
export abstract class RequestFacts {
  abstract requestId(): string;
  abstract eventIds(): readonly string[];
}

/** Puts every answer of an `@Endpoint` into `{status, message, data, meta}`, with its `ETag`, `Location` and `Link`. */
@Injectable()
export class EnvelopeInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly clock: Clock,
    private readonly facts: RequestFacts,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const endpoint = this.reflector.get<Route | undefined>(ENDPOINT, context.getHandler());
    if (!endpoint) return next.handle();
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    if (!endpoint.query) refuseQuery(request);
    const file = this.reflector.get<FileType | undefined>(READS_FILE, context.getHandler());
    requireBodyType(request, file);
    if (!endpoint.body && !endpoint.ignoresBody && file === undefined) refuseFields(request);
    return next.handle().pipe(map((result: unknown) => this.wrap(endpoint, result, request, response)));
  }

  private wrap(
    endpoint: EndpointFacts,
    result: unknown,
    request: Request & AuthenticatedRequest,
    response: Response,
  ): unknown {
    if (result instanceof EventStreamReply) return this.stream(result, request, response);
    if (result instanceof JsonTextReply) return this.wrapText(endpoint, result, response);
    if (result instanceof ListReply) {
      linkNextPage(result.pagination.nextCursor, request, response);
      return this.envelope(endpoint, result.rows, { pagination: result.pagination });
    }
    if (result instanceof ListTextReply) {
      linkNextPage(result.pagination.nextCursor, request, response);
      return this.textEnvelope(endpoint, result.text, response, {
        ...result.meta,
        pagination: result.pagination,
      });
    }
    if (result instanceof MetaReply) return this.envelope(endpoint, result.data, result.meta);
    const data = result ?? null;
    if (endpoint.versioned && tagVersion(data, endpoint.volatile, request, response)) return undefined;
    if (endpoint.location) response.setHeader('Location', `/api/v1${fillIn(endpoint.location, data)}`);
    return this.envelope(endpoint, data);
  }

  /** Nobody between may keep an event back, to compress it or otherwise. */
  private stream(
    { events }: EventStreamReply,
    { access }: AuthenticatedRequest,
    response: Response,
  ): StreamableFile {
    response.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
    response.setHeader('Cache-Control', 'no-store, no-transform');
    response.setHeader('X-Accel-Buffering', 'no');
    // A server that drains its connections takes this back; a client that wants none kept never had it.
    const isKept = response.shouldKeepAlive;
    return new StreamableFile(
      Readable.from(
        eventStreamText(
          access ? whileAccessLasts(events, access) : events,
          () => isKept && !response.shouldKeepAlive,
        ),
      ),
    );
  }

  private wrapText(
    endpoint: EndpointFacts,
    { text, etag }: JsonTextReply,
    response: Response,
  ): string | undefined {
    response.setHeader('ETag', etag);
    if (text === null) {
      response.status(304);
      return undefined;
    }
    return this.textEnvelope(endpoint, text, response);
  }

  private textEnvelope(endpoint: EndpointFacts, data: string, response: Response, meta: object = {}): string {
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    const allMeta = JSON.stringify({ ...this.meta(), ...meta });
    return `{"status":"success","message":${JSON.stringify(endpoint.message)},"data":${data},"meta":${allMeta}}`;
  }

  private envelope(endpoint: EndpointFacts, data: unknown, meta: object = {}): object {
    return { status: 'success', message: endpoint.message, data, meta: { ...this.meta(), ...meta } };
  }

  private meta(): object {
    const events = this.facts.eventIds();
    return {
      requestId: this.facts.requestId(),
      timestamp: this.clock.now().toISOString(),
      ...(events.length > 0 ? { events } : {}),
    };
  }
}

/** Sets the `ETag`; true where the client's copy is still good and the answer is 304. */
function tagVersion(
  data: unknown,
  volatile: readonly string[] | undefined,
  request: Request,
  response: Response,
): boolean {
  if (typeof data !== 'object' || data === null || !('version' in data) || typeof data.version !== 'number')
    return false;
  const etag = `"${data.version}${suffixOf(data, volatile ?? [])}"`;
  response.setHeader('ETag', etag);
  if (request.method !== 'GET' || !matchesAny(request.headers['if-none-match'], etag)) return false;
  response.status(304);
  return true;
}

/** What tells two answers of one version apart; empty for most routes. */
function suffixOf(data: object, volatile: readonly string[]): string {
  if (volatile.length === 0) return '';
  const values = volatile.map((field) => Reflect.get(data, field) as unknown);
  return `-${createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 12)}`;
}

const BODILESS = ['GET', 'HEAD', 'DELETE'];

/** A parameter that nobody reads is a mistake of the caller's, also where the route takes none at all. */
function refuseQuery({ originalUrl, query }: Request): void {
  const [field] = originalUrl.includes('?') ? Object.keys(query) : [];
  if (field === undefined) return;
  throw queryUnknown([unknownField(field)]);
}

/** The same for a field of a body; what a `GET` or a `DELETE` carries has no meaning (RFC 9110 §9.3.1, §9.3.5). */
function refuseFields({ method, body }: Request): void {
  const given: unknown = body;
  if (BODILESS.includes(method) || typeof given !== 'object' || given === null) return;
  const details = Object.keys(given).map(unknownField);
  if (details.length > 0) throw validationFailed(details);
}

function linkNextPage(cursor: string | null, request: Request, response: Response): void {
  if (cursor === null) return;
  const url = new URL(request.originalUrl, 'http://host');
  url.searchParams.set('cursor', cursor);
  response.setHeader('Link', `<${url.pathname}${url.search}>; rel="next"`);
}

function fillIn(template: string, data: unknown): string {
  const values = new Map(Object.entries(data ?? {}));
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(values.get(name)));
}
