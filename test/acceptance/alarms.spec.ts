import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { addAlarm } from '../factories/alarms.js';
import { RedisServer } from '../medium/jobs/redis-server.js';
import { build } from '../support/compiled-server.js';
import { describeWithRedis } from '../support/redis.js';
import { cloneDatabase, type ClonedDatabase } from '../support/template-database.js';
import { endAll, Program } from './program.js';
import { until } from './until.js';

const ALARMS = 1_000;

describeWithRedis('two processes with alarms', () => {
  let database: ClonedDatabase;
  let redis: RedisServer;
  let rows: pg.Pool;
  let processes: [Program, Program];

  beforeAll(async () => {
    await build();
    [database, redis] = await Promise.all([cloneDatabase(), RedisServer.start()]);
    rows = new pg.Pool({ connectionString: database.url, max: 1 });
    const variables = { DATABASE_URL: database.url, REDIS_URL: redis.url };
    processes = await Promise.all([Program.serve(variables), Program.serve(variables)]);
  });

  afterAll(async () => {
    await rows.end();
    await endAll();
    await redis.down();
    await database.drop();
  });

  const countOf = async (sql: string): Promise<number> => {
    const { rows: found } = await rows.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`);
    return found[0]!.count;
  };

  it('let each of a thousand ring exactly once, though one of them is killed in the middle', async () => {
    const { id } = await addAlarm(await processes[0].signUp());
    // One after the other over a few seconds, so that there is a middle.
    await rows.query(
      `INSERT INTO alarms SELECT (jsonb_populate_record(a, jsonb_build_object(
         'id', gen_random_uuid(), 'next_trigger_at', at, 'due_at', at,
         'upcoming', jsonb_build_array(jsonb_build_object('local', '2020-01-01T07:00', 'at', to_jsonb(at)))))).*
       FROM alarms a, generate_series(1, $2) n, LATERAL (SELECT now() + interval '1 second' + n * interval '3 ms' AS at) due
       WHERE a.id = $1`,
      [id, ALARMS],
    );

    await until(
      () => countOf('alarm_rings'),
      (count) => count > ALARMS / 4,
    );
    processes[0].send('SIGKILL');
    expect(await processes[0].ended).toBe('SIGKILL');
    expect(await countOf('alarm_rings')).toBeLessThan(ALARMS);
    await until(
      () => countOf(`alarms WHERE due_at < now() + interval '10 seconds'`),
      (count) => count === 0,
    );
    await processes[1].end();

    expect(await countOf('alarm_rings')).toBe(ALARMS);
    expect(await countOf(`events WHERE type = 'alarm.triggered.v1'`)).toBe(ALARMS);
    const alarms = `(SELECT DISTINCT payload ->> 'alarmId' FROM events WHERE type = 'alarm.triggered.v1') told`;
    expect(await countOf(alarms)).toBe(ALARMS);
  });
});
