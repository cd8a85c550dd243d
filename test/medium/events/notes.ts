import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../src/platform/database/database.js';
import { DomainEvent, Event } from '../../../src/platform/events/domain-event.js';
import {
  Subscribe,
  type EventSubscriber,
  type RecordedEvent,
} from '../../../src/platform/events/subscriber.js';
import { JobStarter, type StartedJob } from '../../../src/platform/events/job-starter.js';
import { JobQueue } from '../../../src/platform/jobs/job-queue.js';
import { Job, type JobHandler } from '../../../src/platform/jobs/job.js';
import { currentRequestId } from '../../../src/platform/logging/request-context.js';

/** What a test's event carries: a text, and how a subscriber is to behave. */
export interface NotePayload {
  readonly text: string;
  readonly failures?: number;
}

@Event({ type: 'test.note_taken.v1', about: 'A test took a note.' })
export class NoteTaken extends DomainEvent<NotePayload> {}

@Event({ type: 'test.note_copied.v1', about: 'A subscriber copied a note.', changesView: false })
export class NoteCopied extends DomainEvent<NotePayload> {}

/** An effect that a subscriber or a job had. */
export interface Effect {
  readonly by: string;
  readonly text: string;
  readonly eventId: string;
  readonly requestId: string | null;
}

const TABLE = statement(
  'notes.table',
  `CREATE TABLE IF NOT EXISTS effects (
     id serial PRIMARY KEY, by text NOT NULL, text text NOT NULL, event_id uuid NOT NULL, request_id text
   )`,
);
const WRITE = statement(
  'notes.write',
  `INSERT INTO effects (by, text, event_id, request_id) VALUES ($1, $2, $3, $4)`,
);
const READ = statement(
  'notes.read',
  `SELECT by, text, event_id AS "eventId", request_id AS "requestId" FROM effects ORDER BY id`,
);

/** Makes the table of effects. */
export async function createEffects(database: Database): Promise<void> {
  await database.query(TABLE);
}

/** All effects, in the order in which they happened. */
export function effects(database: Database): Promise<Effect[]> {
  return database.query<Effect>(READ);
}

/** Gates that hold up the keeper, by the text of the event. */
export const gates = new Map<string, Promise<void>>();

const failed = new Map<string, number>();

/** Keeps every note; fails as often as it is told to first. */
@Subscribe('test.keeper', NoteTaken)
@Injectable()
export class Keeper implements EventSubscriber<NotePayload> {
  constructor(private readonly database: Database) {}

  async handle({ id, payload: { text, failures = 0 } }: RecordedEvent<NotePayload>): Promise<void> {
    await this.database.query(WRITE, ['keeper', text, id, currentRequestId()]);
    await gates.get(text);
    const before = failed.get(id) ?? 0;
    if (before >= failures) return;
    failed.set(id, before + 1);
    throw new Error(`told to fail ${failures} times`);
  }
}

/** Wants only some notes, and has a job write them down. */
@Subscribe('test.copier', NoteTaken)
@Injectable()
export class Copier implements EventSubscriber<NotePayload> {
  constructor(private readonly jobs: JobQueue) {}

  wants({ payload: { text } }: RecordedEvent<NotePayload>): boolean {
    if (text === 'puzzling') throw new Error('no idea');
    return text.startsWith('copy') || text === 'puzzling';
  }

  async handle({ id, payload: { text } }: RecordedEvent<NotePayload>): Promise<void> {
    await this.jobs.enqueue(CopyJob, { text, eventId: id });
    if (text === 'copy-and-fail' && !failed.has(id)) {
      failed.set(id, 1);
      throw new Error('after enqueuing');
    }
  }
}

/** Starts a job for some notes, and does nothing else. */
@Subscribe('test.starter', NoteTaken)
@Injectable()
export class Starter extends JobStarter<NotePayload, CopiedNote> {
  wants({ payload: { text } }: RecordedEvent<NotePayload>): boolean {
    return text.startsWith('start');
  }

  protected override jobFor({ id, payload: { text } }: RecordedEvent<NotePayload>): StartedJob<CopiedNote> {
    if (text === 'start-and-stumble' && !failed.has(`start ${id}`)) {
      failed.set(`start ${id}`, 1);
      throw new Error('no job to be had');
    }
    return { job: CopyJob, payload: { text, eventId: id }, options: { dedupe: id } };
  }
}

interface CopiedNote {
  readonly text: string;
  readonly eventId: string;
}

@Job({ name: 'test.copy', queue: 'outbound', attempts: 2, backoffMs: 50, timeoutMs: 10_000 })
@Injectable()
export class CopyJob implements JobHandler<CopiedNote> {
  constructor(private readonly database: Database) {}

  async perform({ text, eventId }: CopiedNote): Promise<void> {
    if (text === 'copy-and-break') throw new Error('the copier is broken');
    await this.database.query(WRITE, ['copier', text, eventId, currentRequestId()]);
  }
}
