import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import { OutboundError, transportCode } from './http-client.errors.js';

/** The encodings that are asked for and unpacked. */
export const ACCEPT_ENCODING = 'gzip, br';

const DECODERS = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['br', promisify(brotliDecompress)],
]);

/** Reads a body to its end and unpacks it; stops as soon as either form is larger than `maxBytes`. */
export async function readBody(
  body: Readable,
  headers: Readonly<Record<string, string>>,
  maxBytes: number,
): Promise<Buffer> {
  const packed = await collect(body, maxBytes);
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '' || packed.length === 0) return packed;
  return unpack(packed, encoding, maxBytes);
}

async function collect(body: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    // Leaving the loop destroys the stream, and with it the connection.
    if (size > maxBytes) throw new OutboundError('upstream_too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

async function unpack(packed: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  const decode = DECODERS.get(encoding);
  if (!decode) throw new OutboundError('upstream_invalid');
  try {
    return await decode(packed, { maxOutputLength: maxBytes });
  } catch (error) {
    const isTooLarge = transportCode(error) === 'ERR_BUFFER_TOO_LARGE';
    throw new OutboundError(isTooLarge ? 'upstream_too_large' : 'upstream_invalid', error);
  }
}
