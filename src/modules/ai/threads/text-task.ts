import type { FetchedPage } from '../reading/page.contract.js';
import { readPage } from '../reading/page-reader.js';
import { PageUnreadable } from '../reading/reading.errors.js';
import { sketchOf } from '../reading/sketch.js';
import { extract } from '../summarizers/extractive/extract.js';
import type { DigestedPage, TextResult, TextTask } from './text-work.contract.js';

/** Does a piece of work where it is called; what a thread runs. */
export function performTextTask(task: TextTask): TextResult {
  switch (task.kind) {
    case 'start':
      return { kind: 'started' };
    case 'read':
      return readInThread(task.page);
    case 'extract':
      return { kind: 'extract', extract: extract(task.request) };
  }
}

/** Reads a page and sketches it; throws `PageUnreadable` for what can't or should not be read. */
export function digest(page: FetchedPage): DigestedPage {
  const read = readPage(page);
  return { ...read, sketch: sketchOf(read.paragraphs) };
}

function readInThread({ url, contentType, body }: FetchedPage): TextResult {
  try {
    // A buffer arrives from another thread as plain bytes.
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    return { kind: 'page', page: digest({ url, contentType, body: bytes }) };
  } catch (error) {
    if (error instanceof PageUnreadable) return { kind: 'unreadable', code: error.code };
    throw error;
  }
}
