/** Bytes that can be given to another thread: those that nobody else holds go as they are, others as a copy. */
export function transferableBody(body: Buffer): Buffer<ArrayBuffer> {
  const { buffer, byteLength } = body;
  // A small buffer is a part of Node's pool, which must not be given away.
  const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
  return isAlone ? Buffer.from(buffer, 0, byteLength) : Buffer.from(new Uint8Array(body).buffer);
}
