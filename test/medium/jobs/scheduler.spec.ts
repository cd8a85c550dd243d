import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable, type Provider } from '@nestjs/common';
import { Database, statement } from '../../../src/platform/database/database.js';
import { JobLedger } from '../../../src/platform/jobs/job-ledger.js';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { Job, type JobHandler } from '../../../src/platform/jobs/job.js';
import { Schedule, type ScheduledPayload } from '../../../src/platform/jobs/schedule.js';
import { Scheduler } from '../../../src/platform/jobs/scheduler.js';
import { FakeClock } from '../../support/fake-clock.js';
import { cloneDatabase } from '../../support/template-database.js';
import { startProgram, type Program } from './program.js';
import { until } from './until.js';

const TABLE = statement(
  'nightly.table',
  'CREATE TABLE IF NOT EXISTS nights (id serial PRIMARY KEY, job text NOT NULL, occurrence text NOT NULL)',
);
const WRITE = statement('nightly.write', 'INSERT INTO nights (job, occurrence) VALUES ($1, $2)');
const READ = statement('nightly.read', 'SELECT occurrence FROM nights WHERE job = $1 ORDER BY occurrence');
const STORED = statement(
  'nightly.stored',
  `SELECT name, cron FROM job_schedules WHERE name LIKE 'test.%' ORDER BY name`,
);

class Recorder implements JobHandler<ScheduledPayload> {
  constructor(
    private readonly database: Database,
    private readonly name: string,
  ) {}

  async perform({ occurrence }: ScheduledPayload): Promise<void> {
    await this.database.query(WRITE, [this.name, occurrence]);
  }
}

@Job({ name: 'test.nightly', queue: 'maintenance', attempts: 1, backoffMs: 100, timeoutMs: 5_000 })
@Schedule({ cron: '30 2 * * *', timeZone: 'Europe/Berlin' })
@Injectable()
class NightlyJob extends Recorder {
  constructor(database: Database) {
    super(database, 'nightly');
  }
}

@Job({ name: 'test.hourly', queue: 'events', attempts: 1, backoffMs: 100, timeoutMs: 5_000 })
@Schedule({ cron: '0 * * * *' })
@Injectable()
class HourlyJob extends Recorder {
  constructor(database: Database) {
    super(database, 'hourly');
  }
}

@Job({ name: 'test.hourly', queue: 'events', attempts: 1, backoffMs: 100, timeoutMs: 5_000 })
@Schedule({ cron: '5 * * * *' })
@Injectable()
class LaterHourlyJob extends Recorder {
  constructor(database: Database) {
    super(database, 'hourly');
  }
}

@Job({ name: 'test.lost', queue: 'events', attempts: 1, backoffMs: 100, timeoutMs: 5_000 })
@Schedule({ cron: '0 0 * * *', timeZone: 'Europe/Atlantis' })
@Injectable()
class NowhereJob extends Recorder {
  constructor(database: Database) {
    super(database, 'nowhere');
  }
}

@Schedule({ cron: '0 0 * * *' })
@Injectable()
class NoJob {}

@Job({ name: 'test.idle', queue: 'events', attempts: 1, backoffMs: 100, timeoutMs: 5_000 })
@Injectable()
class IdleJob {}

describe('schedules', () => {
  let clone: Awaited<ReturnType<typeof cloneDatabase>>;
  let programs: Program[] = [];

  beforeEach(async () => {
    clone = await cloneDatabase();
  });

  afterEach(async () => {
    await Promise.all(programs.map((program) => program.close()));
    programs = [];
    await clone.drop();
  });

  const start = async (clock: FakeClock, providers: Provider[]): Promise<Program> => {
    const program = await startProgram({ databaseUrl: clone.url, clock, providers });
    programs.push(program);
    await program.module.get(Database).query(TABLE);
    return program;
  };

  const tick = ({ module }: Program): Promise<void> => module.get(Scheduler).tick();

  const recorded = async ({ module }: Program, job: string): Promise<string[]> => {
    await until(async () => (await module.get(JobLedger).count()).length === 0);
    const rows = await module.get(Database).query<{ occurrence: string }>(READ, [job]);
    return rows.map(({ occurrence }) => occurrence);
  };

  /** Several processes, whose clocks are not quite the same, look each half hour. */
  const live = async (from: string, hours: number, providers: Provider[]): Promise<Program> => {
    const clocks = [0, 1_500, 40_000].map((aheadMs) => {
      const clock = new FakeClock(from);
      clock.advance(aheadMs);
      return clock;
    });
    const all: Program[] = [];
    for (const clock of clocks) all.push(await start(clock, providers));
    for (let half = 0; half < hours * 2; half += 1) {
      for (const clock of clocks) clock.advance(1_800_000);
      await Promise.all(all.map(tick));
    }
    return all[0]!;
  };

  it.each([
    { change: 'forward', from: '2026-03-27T20:00:00Z', days: ['2026-03-28', '2026-03-29', '2026-03-30'] },
    { change: 'back', from: '2026-10-23T20:00:00Z', days: ['2026-10-24', '2026-10-25', '2026-10-26'] },
  ])('add each local occurrence once when the clocks go $change', async ({ from, days }) => {
    const program = await live(from, 60, [NightlyJob]);

    expect(await recorded(program, 'nightly')).toEqual(days.map((day) => `${day}T02:30`));
  });

  it('add each hour once', async () => {
    const program = await live('2026-10-24T22:30:00Z', 5, [HourlyJob]);

    expect(await recorded(program, 'hourly')).toEqual([
      '2026-10-24T23:00',
      '2026-10-25T00:00',
      '2026-10-25T01:00',
      '2026-10-25T02:00',
      '2026-10-25T03:00',
    ]);
  });

  it('make up for the last occurrence that was missed, not for all of them', async () => {
    const clock = new FakeClock('2026-05-01T12:10:00Z');
    const program = await start(clock, [HourlyJob]);

    clock.advance(50 * 3_600_000);
    await tick(program);
    await tick(program);

    expect(await recorded(program, 'hourly')).toEqual(['2026-05-03T14:00']);
  });

  it('begin when they are new, and anew when they change; orphans go', async () => {
    const clock = new FakeClock('2026-05-01T12:03:00Z');
    const first = await start(clock, [HourlyJob, NightlyJob]);
    await tick(first);
    expect(await first.module.get(Database).query(STORED)).toEqual([
      { name: 'test.hourly', cron: '0 * * * *' },
      { name: 'test.nightly', cron: '30 2 * * *' },
    ]);

    clock.advance(180_000);
    const second = await start(clock, [LaterHourlyJob]);
    await tick(second);
    expect(await second.module.get(Database).query(STORED)).toEqual([
      { name: 'test.hourly', cron: '5 * * * *' },
    ]);
    expect(second.log.of('schedules.removed')).toMatchObject([{ fields: { removed: ['test.nightly'] } }]);
    expect(await recorded(second, 'hourly')).toEqual([]);

    clock.advance(3_600_000);
    await tick(second);
    expect(await recorded(second, 'hourly')).toEqual(['2026-05-01T13:05']);
  });

  it('come back when a worker of another version removed them', async () => {
    const clock = new FakeClock('2026-05-01T12:03:00Z');
    const program = await start(clock, [HourlyJob]);
    const other = await start(clock, []);
    // It would go on taking tickets of jobs that it does not know.
    await other.module.get(JobWorker).stop();

    await tick(program);
    clock.advance(3_600_000);
    await tick(program);

    expect(await recorded(program, 'hourly')).toEqual(['2026-05-01T13:00']);
  });

  it('wake up by themselves when an occurrence is due', async () => {
    const clock = new FakeClock('2026-05-01T12:59:59.700Z');
    const program = await start(clock, [HourlyJob]);

    clock.advance(400);
    await until(async () => (await recorded(program, 'hourly')).length === 1);

    expect(await recorded(program, 'hourly')).toEqual(['2026-05-01T13:00']);
  });

  it('are looked at again after the database could not be asked', async () => {
    const clock = new FakeClock('2026-05-01T12:59:59.700Z');
    const program = await start(clock, [HourlyJob]);
    const database = program.module.get(Database);
    await database.query(statement('test.hide', 'ALTER TABLE job_schedules RENAME TO hidden'));

    clock.advance(400);
    await until(() => program.log.of('schedules.tick_failed').length === 1);
    await database.query(statement('test.show', 'ALTER TABLE hidden RENAME TO job_schedules'));
    await tick(program);

    expect(await recorded(program, 'hourly')).toEqual(['2026-05-01T13:00']);
  });

  it.each([
    { fault: 'an unknown zone', providers: [NowhereJob], message: 'names no time zone: Europe/Atlantis' },
    { fault: 'no job', providers: [NoJob], message: 'NoJob has a schedule and is no job' },
    {
      fault: 'a taken name',
      providers: [HourlyJob, LaterHourlyJob],
      message: 'two jobs are called test.hourly',
    },
    { fault: 'nothing to perform', providers: [IdleJob], message: 'IdleJob is a job and has no perform()' },
  ])('are refused at boot with $fault', async ({ providers, message }) => {
    await expect(start(new FakeClock('2026-05-01T00:00:00Z'), providers)).rejects.toThrow(message);
  });
});
