import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { uuidv7 } from '../../../src/common/ids/uuid.js';
import { Database, statement } from '../../../src/platform/database/database.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { EventLog } from '../../../src/platform/events/event-log.js';
import { EventOutbox } from '../../../src/platform/events/event-outbox.js';
import { EventRelay } from '../../../src/platform/events/event-relay.js';
import { MaintainEventsJob } from '../../../src/platform/events/maintain-events.job.js';
import { FakeClock } from '../../support/fake-clock.js';
import { cloneDatabase } from '../../support/template-database.js';
import { startProgram, type Program } from '../jobs/program.js';
import { createEffects, effects, Keeper, NoteTaken } from './notes.js';

const PARTITIONS = statement(
  'test.partitions',
  `SELECT relid::text AS name FROM pg_partition_tree('events') WHERE isleaf ORDER BY 1`,
);
const INTO_DEFAULT = statement(
  'test.into_default',
  `INSERT INTO events (id, user_id, type, payload, occurred_at, recorded_at)
   VALUES (gen_random_uuid(), gen_random_uuid(), 'test.note_taken.v1', '{}', now(), '2030-04-10T00:00Z')`,
);
const LOSE_JOBS = statement('test.lose_jobs', `DELETE FROM jobs`);
const AGE = statement('test.age', `UPDATE event_deliveries SET created_at = now() - interval '2 minutes'`);

describe('maintenance of the event log', () => {
  let clone: Awaited<ReturnType<typeof cloneDatabase>>;
  let program: Program;
  const clock = new FakeClock('2030-03-31T23:59:00Z');

  beforeEach(async () => {
    clone = await cloneDatabase();
  });

  afterEach(async () => {
    await program.close();
    await clone.drop();
  });

  const start = async (role: 'api' | 'worker'): Promise<void> => {
    program = await startProgram({ databaseUrl: clone.url, role, clock, providers: [Keeper] });
    await createEffects(program.module.get(Database));
  };

  const partitions = async (): Promise<string[]> => {
    const rows = await program.module.get(Database).query<{ name: string }>(PARTITIONS);
    return rows.map(({ name }) => name).filter((name) => name.startsWith('events_2030'));
  };

  const maintain = (): Promise<void> => program.module.get(MaintainEventsJob).perform();

  it('makes the partitions of this month and the next two when a worker starts', async () => {
    await start('worker');

    expect(await partitions()).toEqual(['events_2030_03', 'events_2030_04', 'events_2030_05']);
  });

  it('lets a worker start also when that fails', async () => {
    await start('api');
    const rename = (from: string, to: string): Promise<unknown> =>
      program.module
        .get(Database)
        .query(statement(`test.rename_${from}`, `ALTER TABLE ${from} RENAME TO ${to}`));
    await rename('event_deliveries', 'hidden');

    const worker = await startProgram({ databaseUrl: clone.url, role: 'worker', clock });
    await rename('hidden', 'event_deliveries');
    await worker.close();

    expect(worker.log.of('events.maintenance_failed')).toHaveLength(1);
  });

  it('makes those that are missing, and no others, each hour', async () => {
    await start('api');
    expect(await partitions()).toEqual([]);

    await maintain();
    clock.set('2030-04-01T00:17:00Z');
    await maintain();
    await maintain();

    expect(await partitions()).toEqual([
      'events_2030_03',
      'events_2030_04',
      'events_2030_05',
      'events_2030_06',
    ]);
    expect(program.log.of('events.maintained').map(({ fields }) => fields)).toEqual([
      { partitions: 3, requeued: 0 },
      { partitions: 1, requeued: 0 },
    ]);
    clock.set('2030-03-31T23:59:00Z');
  });

  it('leaves a month in the default partition once it has events there', async () => {
    await start('api');
    await program.module.get(Database).query(INTO_DEFAULT);

    await maintain();

    expect(await partitions()).toEqual(['events_2030_03', 'events_2030_05']);
  });

  it('makes a job for a delivery that has lost its own', async () => {
    await start('api');
    const database = program.module.get(Database);
    await program.module.get(UnitOfWork).run(async () => {
      program.module.get(EventLog).record(new NoteTaken(uuidv7(), { text: 'forgotten' }));
      await Promise.resolve();
    });
    await program.module.get(EventRelay).drain();
    await database.query(LOSE_JOBS);
    await maintain();
    expect((await program.module.get(EventOutbox).lag()).undelivered).toBe(1);
    expect(program.log.of('events.maintained')).toHaveLength(1);

    await database.query(AGE);
    await maintain();
    await maintain();

    expect(program.log.of('events.maintained').at(-1)?.fields).toEqual({ partitions: 0, requeued: 1 });
    expect(await effects(database)).toEqual([]);
  });
});
