import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../../platform/database/unit-of-work.js';
import { NoteReindexRepository } from './note-reindex.repository.js';

const BATCH = 50;

/** Brings the search index of notes into its present form. */
@Injectable()
export class NoteReindexService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly notes: NoteReindexRepository,
  ) {}

  /** Indexes all outdated notes, in small batches; stops between two of them when aborted. */
  async reindex(signal: AbortSignal): Promise<void> {
    let count = BATCH;
    while (count === BATCH && !signal.aborted) count = await this.reindexBatch();
  }

  private reindexBatch(): Promise<number> {
    return this.uow.run(async () => {
      const outdated = await this.notes.lockOutdated(BATCH);
      if (outdated.length > 0) await this.notes.reindex(outdated);
      return outdated.length;
    });
  }
}
