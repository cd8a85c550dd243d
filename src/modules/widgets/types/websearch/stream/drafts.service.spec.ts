import { describe, expect, it } from '@jest/globals';
import { RecordingLogger } from '../../../../../../test/medium/ai/research-kit.js';
import type { DraftsRepository } from './drafts.repository.js';
import { DraftsService } from './drafts.service.js';

describe('DraftsService', () => {
  it('goes on without a text that could not be written, and says so', async () => {
    const broken = {
      open: () => Promise.resolve(1),
      write: () => Promise.reject(new Error('the database is away')),
    } as unknown as DraftsRepository;
    const logger = new RecordingLogger();
    const writer = await new DraftsService(broken, logger).open('id');

    writer.write({ text: 'x', citations: [], unsupported: [], pending: '' });
    await writer.close();

    expect(logger.lines).toEqual([
      { level: 'warn', event: 'websearch.draft_lost', fields: expect.objectContaining({ summaryId: 'id' }) },
    ]);
  });
});
