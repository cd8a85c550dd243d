import { DataSource } from 'typeorm';
import type { Config } from '../../config/config.js';
import type { Logger } from '../logging/logger.js';
import { dataSourceOptions } from './data-source-options.js';

// Any constant will do, as long as every process that migrates uses the same.
const MIGRATION_LOCK = 7_263_548_120;

/** Brings the database to the newest schema; of processes that start together, one does it and the others wait. */
export async function migrate(config: Config, logger: Logger): Promise<string[]> {
  const options = await dataSourceOptions(config, logger);
  // Building an index takes longer than any request may.
  const dataSource = new DataSource({
    ...options,
    poolSize: 2,
    extra: { statement_timeout: 0, lock_timeout: 60_000 },
  } as typeof options);
  await dataSource.initialize();
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
