import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { uuidv7 } from '../../../src/common/ids/uuid.js';
import { Database } from '../../../src/platform/database/database.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { DeliverEventJob } from '../../../src/platform/events/deliver-event.job.js';
import { EventLog } from '../../../src/platform/events/event-log.js';
import { EventOutbox } from '../../../src/platform/events/event-outbox.js';
import { EventRelay } from '../../../src/platform/events/event-relay.js';
import {
  Subscribe,
  type EventSubscriber,
  type RecordedEvent,
} from '../../../src/platform/events/subscriber.js';
import { cloneDatabase } from '../../support/template-database.js';
import { startProgram, type Program } from '../jobs/program.js';
import {
  Copier,
  CopyJob,
  createEffects,
  effects,
  Keeper,
  NoteCopied,
  NoteTaken,
  type NotePayload,
} from './notes.js';

/** Records an event for an event. */
@Subscribe('test.echo', NoteTaken)
@Injectable()
class Echo implements EventSubscriber<NotePayload> {
  constructor(private readonly log: EventLog) {}

  handle({ userId, payload }: RecordedEvent<NotePayload>): Promise<void> {
    this.log.record(new NoteCopied(userId, { text: `echo of ${payload.text}` }));
    return Promise.resolve();
  }
}

/** Hears the echo. */
@Subscribe('test.listener', NoteCopied)
@Injectable()
class EchoListener extends Keeper {}

@Subscribe('test.keeper', NoteTaken)
@Injectable()
class SecondKeeper extends Keeper {}

@Subscribe('test.silent', NoteTaken)
@Injectable()
class NoHandler {}

describe('draining events with inline jobs', () => {
  let clone: Awaited<ReturnType<typeof cloneDatabase>>;
  let program: Program;

  beforeEach(async () => {
    clone = await cloneDatabase();
    program = await startProgram({
      databaseUrl: clone.url,
      role: 'api',
      inline: true,
      providers: [Keeper, Copier, CopyJob, Echo, EchoListener],
    });
    await createEffects(program.module.get(Database));
  });

  afterEach(async () => {
    await program.close();
    await clone.drop();
  });

  const take = (...payloads: NotePayload[]): Promise<void> =>
    program.module.get(UnitOfWork).run(async () => {
      for (const payload of payloads) program.module.get(EventLog).record(new NoteTaken(uuidv7(), payload));
      await Promise.resolve();
    });

  it('delivers everything, and what the subscribers record and enqueue in turn', async () => {
    await take({ text: 'copy-3' });

    await program.module.get(EventRelay).drain();

    const told = (await effects(program.module.get(Database))).map(({ by, text }) => `${by} ${text}`);
    expect(told.sort()).toEqual(['copier copy-3', 'keeper copy-3', 'keeper echo of copy-3']);
    expect(await program.module.get(EventOutbox).lag()).toEqual({ unpublishedSeconds: 0, undelivered: 0 });
  });

  it('rejects with the error of a subscriber that keeps failing', async () => {
    await take({ text: 'fatal', failures: 100 });

    await expect(program.module.get(EventRelay).drain()).rejects.toThrow('told to fail 100 times');
  });

  it('fails for a subscriber that the program does not have', async () => {
    const delivery = program.module
      .get(DeliverEventJob)
      .perform({ eventId: uuidv7(), subscriber: 'test.gone' });

    await expect(delivery).rejects.toThrow('there is no subscriber test.gone');
  });

  it.each([
    {
      fault: 'a taken name',
      providers: [Keeper, SecondKeeper],
      message: 'two subscribers are called test.keeper',
    },
    { fault: 'no handler', providers: [NoHandler], message: 'NoHandler is a subscriber and has no handle()' },
  ])('is not reached by a program that has a subscriber with $fault', async ({ providers, message }) => {
    const starting = startProgram({ databaseUrl: clone.url, role: 'api', inline: true, providers });

    await expect(starting).rejects.toThrow(message);
  });
});
