import assert from 'node:assert/strict';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What goes with a request; a body of text or bytes is sent as it is. */
export interface RequestOptions {
  readonly body?: object | string | Uint8Array<ArrayBuffer> | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer as it came; `body` is the parsed JSON, or undefined where there was none. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
}

/** A success, out of its envelope. */
export interface Answer<Data> {
  readonly status: number;
  readonly headers: Headers;
  readonly message: string;
  readonly data: Data;
  readonly meta: Meta;
}

/** A failure, out of its envelope. */
export interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  readonly code: string;
  readonly message: string;
  readonly details: readonly { readonly field: string; readonly message: string }[];
}

interface Meta {
  readonly requestId: string;
  readonly timestamp: string;
  readonly path?: string;
  readonly events?: readonly string[];
  readonly truncated?: boolean;
  readonly pagination?: {
    readonly limit: number;
    readonly nextCursor: string | null;
    readonly hasMore: boolean;
  };
}

interface Success<Data> {
  readonly status: 'success';
  readonly message: string;
  readonly data: Data;
  readonly meta: Meta;
}

interface Failure {
  readonly status: 'error';
  readonly message: string;
  readonly error: Pick<Refusal, 'code' | 'details'>;
  readonly meta: Meta;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const CODE = /^[a-z][a-z0-9_]+$/;

/** Speaks to the API below `/api/v1` as one person or nobody, and holds every answer to the envelope. */
export class ApiClient {
  constructor(
    private readonly url: string,
    private readonly token?: string,
  ) {}

  /** The same server, as somebody else; as nobody without a token. */
  as(token?: string): ApiClient {
    return new ApiClient(this.url, token);
  }

  get<Data>(path: string, options?: RequestOptions): Promise<Answer<Data>> {
    return this.succeed('GET', path, options);
  }

  post<Data>(path: string, body: object = {}, options?: RequestOptions): Promise<Answer<Data>> {
    return this.succeed('POST', path, { ...options, body });
  }

  put<Data>(path: string, body: object, options?: RequestOptions): Promise<Answer<Data>> {
    return this.succeed('PUT', path, { ...options, body });
  }

  patch<Data>(path: string, body: object, options?: RequestOptions): Promise<Answer<Data>> {
    return this.succeed('PATCH', path, { ...options, body });
  }

  delete<Data = null>(path: string, options?: RequestOptions): Promise<Answer<Data>> {
    return this.succeed('DELETE', path, options);
  }

  /** Asks for what must be refused. */
  async refused(method: Method, path: string, options?: RequestOptions): Promise<Refusal> {
    const answer = await this.raw(method, path, options);
    assert.ok(answer.status >= 400, `${method} ${path} was not refused: ${answer.status} ${answer.text}`);
    return toRefusal(answer, path);
  }

  /** Asks for what may be answered either way. */
  async ask<Data>(method: Method, path: string, options?: RequestOptions): Promise<Answer<Data> | Refusal> {
    const answer = await this.raw(method, path, options);
    return answer.status >= 400 ? toRefusal(answer, path) : toAnswer<Data>(answer);
  }

  /** An answer as it came, held to nothing. */
  async raw(method: Method, path: string, { body, headers }: RequestOptions = {}): Promise<RawAnswer> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text !== '' ? (JSON.parse(text) as unknown) : undefined,
    };
  }

  private async succeed<Data>(method: Method, path: string, options?: RequestOptions): Promise<Answer<Data>> {
    const answer = await this.raw(method, path, options);
    assert.ok(answer.status < 300, `${method} ${path} was answered ${answer.status} ${answer.text}`);
    return toAnswer<Data>(answer);
  }
}

function toAnswer<Data>({ status, headers, text, body }: RawAnswer): Answer<Data> {
  const envelope = body as Success<Data>;
  assert.equal(envelope.status, 'success', text);
  assert.ok(typeof envelope.message === 'string' && envelope.message !== '', `no message: ${text}`);
  assert.ok('data' in envelope, `no data: ${text}`);
  checkMeta(envelope.meta, headers, text);
  return { status, headers, message: envelope.message, data: envelope.data, meta: envelope.meta };
}

function toRefusal({ status, headers, text, body }: RawAnswer, path: string): Refusal {
  const envelope = body as Failure;
  assert.equal(envelope.status, 'error', text);
  assert.ok(typeof envelope.message === 'string' && envelope.message !== '', `no message: ${text}`);
  assert.match(envelope.error.code, CODE);
  for (const { field, message } of envelope.error.details) assert.ok(field !== '' && message !== '', text);
  assert.equal(envelope.meta.path, `/api/v1${path.split('?', 1)[0] ?? ''}`);
  checkMeta(envelope.meta, headers, text);
  return { status, headers, message: envelope.message, ...envelope.error };
}

function checkMeta({ requestId, timestamp }: Meta, headers: Headers, text: string): void {
  assert.equal(requestId, headers.get('x-request-id'), text);
  assert.match(timestamp, MOMENT);
}
