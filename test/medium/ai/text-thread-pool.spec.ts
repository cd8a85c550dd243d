import { afterEach, describe, expect, it } from '@jest/globals';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FetchedPage } from '../../../src/modules/ai/reading/page.contract.js';
import { IN_PROCESS } from '../../../src/modules/ai/threads/in-process-text-work.js';
import {
  TextThreadPool,
  type TextThreadPoolOptions,
} from '../../../src/modules/ai/threads/text-thread-pool.js';
import { RecordingLogger } from './research-kit.js';

const PATIENT = { deadlineMs: 60_000 };
const page = (markup: string | Buffer): FetchedPage => ({
  url: 'https://pages.example/a',
  contentType: 'text/html',
  body: Buffer.from(markup as string),
});
const article = (): FetchedPage =>
  page(`<title>T</title><p>${'Bread needs flour, water and time to rise. '.repeat(200)}</p>`);
/** Closing tags that close nothing, each of which is looked for in a deep stack: it takes a parser seconds. */
const slow = (): FetchedPage => page(`<body>${'<b>'.repeat(50_000)}${'</i>'.repeat(90_000)}`);

describe('TextThreadPool', () => {
  let logger: RecordingLogger;
  let threads: TextThreadPool;

  const start = (options: TextThreadPoolOptions = {}): TextThreadPool => {
    logger = new RecordingLogger();
    threads = new TextThreadPool(logger, { ...PATIENT, ...options });
    return threads;
  };

  afterEach(() => threads.onApplicationShutdown());

  it('reads a page as it would be read here', async () => {
    expect(await start().read(article())).toEqual(await IN_PROCESS.read(article()));
  });

  it('extracts what would be extracted here', async () => {
    const paragraphs = (await IN_PROCESS.read(article())).paragraphs;
    const sources = [{ n: 1, title: 'T', url: 'https://pages.example/a', paragraphs }];
    const request = { query: 'bread', sources, maxSentences: 2, maxChars: 400 };

    expect(await start().extract(request)).toEqual(await IN_PROCESS.extract(request));
    expect(await threads.extract({ query: 'bread', sources: [] })).toBeNull();
  });

  it('lets the process do other things meanwhile', async () => {
    const done = new AbortController();
    let turns = 0;
    const read = start()
      .read(slow())
      .catch(() => undefined)
      .finally(() => {
        done.abort();
      });

    for (; !done.signal.aborted; turns++) await nextTurn();

    await read;
    expect(turns).toBeGreaterThan(100);
  });

  it('refuses a page for the reason that reading gives', async () => {
    await expect(start().read(page('%PDF-1.7'))).rejects.toMatchObject({
      code: 'page_is_pdf',
      message: 'the page is a PDF document: only HTML and plain text are read',
    });
  });

  it('ends the thread of a page that takes too long, and reads the next one', async () => {
    start({ threads: 2, deadlineMs: 900 });

    const [tooLong, good] = await Promise.allSettled([threads.read(slow()), threads.read(article())]);

    expect(tooLong).toMatchObject({
      status: 'rejected',
      reason: { code: 'page_too_complex', kind: 'upstream', cause: { name: 'AbortError' } },
    });
    expect(good).toMatchObject({ status: 'fulfilled', value: { title: 'T' } });
  });

  it('ends the thread of a page that takes too much memory, and reads the others', async () => {
    start({ threads: 2, memoryMb: 24 });
    // Plain text, for which there is no limit of time: only the memory can end it.
    const long = { ...page('a\n\n'.repeat(660_000)), contentType: 'text/plain' };

    const [tooMuch, good] = await Promise.allSettled([threads.read(long), threads.read(article())]);

    expect(tooMuch).toMatchObject({
      status: 'rejected',
      reason: { code: 'page_too_complex', cause: { code: 'ERR_WORKER_OUT_OF_MEMORY' } },
    });
    expect(good).toMatchObject({ status: 'fulfilled', value: { title: 'T' } });
  });

  it('refuses what would have to wait behind too many, and says so', async () => {
    start({ threads: 1, mostWaiting: 1 });

    const outcomes = await Promise.allSettled(
      [article(), article(), article()].map((each) => threads.read(each)),
    );

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(outcomes[2]).toMatchObject({ reason: { code: 'page_reader_busy' } });
  });

  it('gives a page up when nobody waits for it any more', async () => {
    const caller = new AbortController();
    start({ threads: 1 });
    await threads.read(article());

    const read = threads.read(slow(), caller.signal);
    const waiting = threads.read(article(), caller.signal);
    caller.abort();

    await expect(read).rejects.toMatchObject({ code: 'page_given_up' });
    await expect(waiting).rejects.toMatchObject({ code: 'page_given_up' });
    expect(logger.lines).toEqual([]);
  });

  it('lets go of who gives up while it waits behind the pages of others', async () => {
    const caller = new AbortController();
    start({ threads: 1 });
    await threads.read(article());

    const others = { isRead: false };
    const slowRead = threads.read(slow()).catch(() => {
      others.isRead = true;
    });
    const waiting = threads.read(article(), caller.signal);
    caller.abort();

    await expect(waiting).rejects.toMatchObject({ code: 'page_given_up' });
    expect(others.isRead).toBe(false);
    await slowRead;
  });

  it('gives large bodies away and copies small ones, whose memory is shared', async () => {
    const [small, large] = [Buffer.from('<p>A small page.</p>'), article().body];
    start();

    await threads.read({ ...page(''), body: small });
    await threads.read({ ...page(''), body: large });

    expect(small.toString()).toBe('<p>A small page.</p>');
    expect(large.byteLength).toBe(0);
  });

  it('fails what still runs when it is shut down, and says why', async () => {
    start({ threads: 1 });
    await threads.read(article());
    const read = threads.read(slow());
    const extracted = threads.extract({ query: 'bread', sources: [] });
    const failed = Promise.all([
      expect(read).rejects.toMatchObject({ code: 'page_reader_failed' }),
      expect(extracted).rejects.toMatchObject({ code: 'extraction_failed' }),
    ]);

    await threads.onApplicationShutdown();

    await failed;
    expect(logger.lines.map(({ event }) => event)).toContain('ai.reading_failed');
  });

  it('says that reading failed where no thread starts, and tries again with the next page', async () => {
    start({ memoryMb: 1 });

    await expect(threads.read(article())).rejects.toMatchObject({ kind: 'upstream' });
    await expect(threads.read(article())).rejects.toMatchObject({ kind: 'upstream' });
  });

  it('costs nothing where nothing is read', async () => {
    await start().onApplicationShutdown();

    expect(logger.lines).toEqual([]);
  });
});
