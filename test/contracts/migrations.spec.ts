import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { createLogger } from '../../src/platform/logging/logger.js';
import { startTestApp, testConfig, type TestApp } from '../support/test-app.js';

/** Tables that SQL alone reads and writes: the event log, jobs and boards, and what TypeORM keeps for itself. */
const WITHOUT_ENTITY = [
  'board_mornings',
  'board_overrides',
  'board_places',
  'board_wordings',
  'daily_boards',
  'data_versions',
  'event_deliveries',
  'event_head',
  'events',
  'interactions',
  'job_schedules',
  'jobs',
  'migrations',
  'rate_limits',
];

const silent = createLogger({ level: 'silent', pretty: false });

describe('the migrations', () => {
  const name = `migrations_${randomUUID().replaceAll('-', '')}`;
  const server = process.env.TEST_DATABASE_URL!;
  let url: string;
  let dataSource: DataSource;
  let runner: QueryRunner;
  let empty: string[];

  beforeAll(async () => {
    await onServer(`CREATE DATABASE ${name}`);
    url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
    dataSource = await new DataSource(await dataSourceOptions(testConfig(url), silent)).initialize();
    runner = dataSource.createQueryRunner();
    empty = await schema(runner);
  });

  afterAll(async () => {
    await runner.release();
    await dataSource.destroy();
    await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
  });

  it('each go up, down and up again, and leave nothing behind on the way', async () => {
    expect(dataSource.migrations).not.toHaveLength(0);
    for (const migration of dataSource.migrations) {
      const before = await schema(runner);
      await migration.up(runner);
      const after = await schema(runner);
      await migration.down(runner);
      const back = await schema(runner);
      await migration.up(runner);

      expect(after).not.toEqual(before);
      expect(back).toEqual(before);
      expect(await schema(runner)).toEqual(after);
    }
  });

  it('all go down to nothing', async () => {
    for (const migration of dataSource.migrations.toReversed()) await migration.down(runner);

    expect(await schema(runner)).toEqual(empty);
  });

  it('run once, however often the program starts', async () => {
    const config = testConfig(url);

    expect(await migrate(config, silent)).toHaveLength(dataSource.migrations.length);
    expect(await migrate(config, silent)).toEqual([]);
  });

  async function onServer(statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  }
});

describe('the schema that they make', () => {
  let app: TestApp;
  let dataSource: DataSource;

  beforeAll(async () => {
    app = await startTestApp();
    dataSource = app.app.get(DataSource);
  });

  afterAll(() => app.close());

  it('is the one that the entities describe', async () => {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();

    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('has an entity for every table that is not known to have none', async () => {
    const rows = await dataSource.query<{ name: string }[]>(
      `SELECT relname AS name FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
       ORDER BY relname`,
    );
    const entities = dataSource.entityMetadatas.map(({ tableName }) => tableName);

    expect(rows.map((row) => row.name)).toEqual([...entities, ...WITHOUT_ENTITY].sort());
  });
});

/** Everything that a migration may make, as the catalogue of PostgreSQL describes it. */
async function schema(runner: QueryRunner): Promise<string[]> {
  const rows = (await runner.query(`
    SELECT 'table ' || relname || ' ' || relkind::text || ' ' || coalesce(reloptions::text, '') || ' '
        || coalesce(pg_get_expr(relpartbound, oid), '') AS line
      FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
    UNION ALL
    SELECT 'column ' || attrelid::regclass || '.' || attname || ' ' || format_type(atttypid, atttypmod) || ' '
        || attnotnull || ' ' || coalesce(pg_get_expr(adbin, adrelid), '')
      FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
        LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm') AND attnum > 0 AND NOT attisdropped
    UNION ALL
    SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT 'function ' || pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL
    SELECT 'type ' || typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')
    ORDER BY line`)) as { line: string }[];
  return rows.map(({ line }) => line);
}
