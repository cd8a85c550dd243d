import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { OutboundError } from './http-client.errors.js';

/** The encodings that are asked for and unpacked. */
export const ACCEPT_ENCODING = 'gzip, br';

const DECODERS = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['br', createBrotliDecompress],
]);

/** A body piece by piece, unpacked; ends with an error as soon as either form is larger than `maxBytes`. */
export async function* unpacked(
  body: Readable,
  headers: Readonly<Record<string, string>>,
  maxBytes: number,
): AsyncGenerator<Buffer, void, undefined> {
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const packed = limited(body, maxBytes);
  if (encoding === 'identity' || encoding === '') {
    yield* packed;
    return;
  }
  const first = await packed.next();
  // Nothing at all is an empty body in every encoding, even where its decoder misses an end.
  if (first.done === true) return;
  const decoder = DECODERS.get(encoding)?.();
  if (!decoder) throw new OutboundError('upstream_invalid');
  try {
    yield* limited(
      pipeline(resumed(first.value, packed), decoder, () => undefined),
      maxBytes,
    );
  } catch (error) {
    if (error instanceof OutboundError || body.errored) throw error;
    throw new OutboundError('upstream_invalid', error);
  }
}

/** The whole of a body. */
export async function collect(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of pieces) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* limited(source: Readable, maxBytes: number): AsyncGenerator<Buffer, void, undefined> {
  let size = 0;
  for await (const chunk of source) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > maxBytes) {
      const error = new OutboundError('upstream_too_large');
      // With the stream goes the connection, and whoever watches it learns why.
      source.destroy(error);
      throw error;
    }
    yield chunk;
  }
}

async function* resumed(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  yield first;
  yield* rest;
}
