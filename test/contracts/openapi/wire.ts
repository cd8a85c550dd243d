import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import type { TypedAnswer } from './schemas.js';

/** A request as it goes out: nothing in it is checked or made right. */
export interface WireRequest {
  readonly method: string;
  /** From the first slash on. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | undefined;
}

/** An answer as it came in. */
export interface WireAnswer extends TypedAnswer {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Sends a request to a server on loopback. Bodies are JSON unless a header says otherwise. */
export function send(url: string, { method, path, headers = {}, body }: WireRequest): Promise<WireAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const own = body === undefined ? {} : { 'content-type': 'application/json' };
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = request(
      { agent, hostname, port, method, path, headers: { ...own, ...length, ...headers } },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('error', reject);
        incoming.once('end', () => {
          resolve(toAnswer(incoming.statusCode ?? 0, incoming.headers, Buffer.concat(chunks).toString()));
        });
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

function toAnswer(status: number, headers: IncomingHttpHeaders, text: string): WireAnswer {
  const type = headers['content-type']?.split(';', 1)[0] ?? '';
  const isJson = type.endsWith('json') && text !== '';
  const body: unknown = isJson ? JSON.parse(text) : text === '' ? undefined : text;
  return { status, type, headers, text, body };
}
