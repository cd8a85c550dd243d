import { DataSource, type MigrationInterface } from 'typeorm';
import type { Config } from '../../config/config.js';
import type { Logger } from '../logging/logger.js';
import { dataSourceOptions } from './data-source-options.js';
import { SqlState, stateOf } from './postgres-errors.js';

// Any constant will do, as long as every process that migrates uses the same.
const MIGRATION_LOCK = 7_263_548_120;

/** The database can't be worked with; the message says what its owner can do. */
export class DatabaseUnusable extends Error {}

/**
 * Brings the database to the newest schema; of processes that start together, one does it and the others wait. Throws
 * DatabaseUnusable.
 */
export async function migrate(config: Config, logger: Logger): Promise<string[]> {
  const dataSource = await connect(config, logger);
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await dataSource.runMigrations();
    return done.map(({ name }) => name);
  } finally {
    await lock.release();
    await dataSource.destroy();
  }
}

/** Throws DatabaseUnusable where a migration of this program has not been run, or the database can't be reached. */
export async function requireMigrated(config: Config, logger: Logger): Promise<void> {
  const dataSource = await connect(config, logger);
  try {
    const done = await namesOfDone(dataSource);
    const missing = dataSource.migrations.map(nameOf).filter((name) => !done.has(name));
    if (missing.length > 0)
      throw new DatabaseUnusable(
        `The database lacks ${missing.length} migrations (${missing[0] ?? ''} …). Run the command migrate, or set ` +
          'DATABASE_MIGRATE=true.',
      );
  } finally {
    await dataSource.destroy();
  }
}

async function connect(config: Config, logger: Logger): Promise<DataSource> {
  const options = await dataSourceOptions(config, logger);
  const dataSource = new DataSource({
    ...options,
    poolSize: 2,
    // Building an index takes longer than any request may.
    extra: { statement_timeout: 0, lock_timeout: 60_000 },
  } as typeof options);
  try {
    return await dataSource.initialize();
  } catch (error) {
    const reason = error instanceof Error ? error.message || stateOf(error) : String(error);
    throw new DatabaseUnusable(
      `The database of DATABASE_URL can't be used: ${reason ?? 'it does not answer'}. See that it runs, and that address, ` +
        'user and password are right.',
      { cause: error },
    );
  }
}

async function namesOfDone(dataSource: DataSource): Promise<Set<string>> {
  try {
    const rows = await dataSource.query<{ name: string }[]>('SELECT name FROM migrations');
    return new Set(rows.map(({ name }) => name));
  } catch (error) {
    if (stateOf(error) === SqlState.undefinedTable) return new Set();
    throw error;
  }
}

function nameOf({ name, constructor }: MigrationInterface): string {
  return name ?? constructor.name;
}
