import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MAX_PAGE_BYTES } from '../../../src/modules/ai/reading/page-limits.js';
import type { DigestedPage } from '../../../src/modules/ai/threads/text-work.contract.js';
import { TextThreadPool } from '../../../src/modules/ai/threads/text-thread-pool.js';
import { HOSTILE_PAGES, type HostilePage } from './hostile-pages.js';
import { RecordingLogger } from './research-kit.js';

const REFUSALS = ['page_too_complex', 'page_empty', 'page_type_unsupported', 'page_is_pdf'];

describe('hostile pages', () => {
  const logger = new RecordingLogger();
  let threads: TextThreadPool;

  beforeAll(() => {
    threads = new TextThreadPool(logger, { threads: 2, deadlineMs: 20_000 });
  });

  afterAll(() => threads.onApplicationShutdown());

  const read = ({ body, contentType = 'text/html' }: HostilePage): Promise<DigestedPage | string> =>
    threads
      .read({ url: 'https://hostile.example/', contentType, body: Buffer.from(body) })
      .catch((error: unknown) => (error as { code: string }).code);

  it('are fifty at least, and each is small enough to be fetched', () => {
    expect(HOSTILE_PAGES.length).toBeGreaterThanOrEqual(50);
    for (const { body } of HOSTILE_PAGES) expect(body.length).toBeLessThanOrEqual(MAX_PAGE_BYTES);
  });

  it.each(HOSTILE_PAGES)(
    '$name: it is read and summarized within bounds, or refused for a reason',
    async (page) => {
      const outcome = await read(page);

      if (typeof outcome === 'string') {
        expect(REFUSALS).toContain(outcome);
        return;
      }
      const size = outcome.paragraphs.reduce((sum, { text }) => sum + text.length, 0);
      expect(size).toBeLessThanOrEqual(400_000);
      const source = { n: 1, url: 'https://hostile.example/', ...outcome };
      const summary = await threads.extract({
        query: 'how often does the daemon wake up',
        sources: [source],
      });
      expect(summary?.content.length ?? 0).toBeLessThanOrEqual(1_700);
    },
  );

  it('leave the threads in order', async () => {
    const good = Buffer.from('<title>Good</title><p>The daemon wakes up every minute by default.</p>');

    expect(await read({ name: 'good', body: good })).toMatchObject({ title: 'Good' });
    expect(logger.lines).toEqual([]);
  });
});
