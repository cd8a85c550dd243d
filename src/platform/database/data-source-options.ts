import type { DataSourceOptions } from 'typeorm';
import { Config } from '../../config/config.js';
import type { Logger } from '../logging/logger.js';
import { loadMigrations } from './migrations.js';
import { NamingStrategy } from './naming-strategy.js';

/** How every process connects: a bounded pool, statements and locks with a time-out, no `synchronize`. */
export async function dataSourceOptions({ database }: Config, logger: Logger): Promise<DataSourceOptions> {
  return {
    type: 'postgres',
    url: database.url,
    applicationName: 'brainboard',
    poolSize: database.poolSize,
    connectTimeoutMS: 5_000,
    poolErrorHandler: (error: unknown) => {
      logger.warn({ err: error }, 'database.connection_lost');
    },
    extra: {
      statement_timeout: database.statementTimeoutMs,
      lock_timeout: database.lockTimeoutMs,
      idle_in_transaction_session_timeout: 60_000,
      keepAlive: true,
    },
    namingStrategy: new NamingStrategy(),
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    migrations: await loadMigrations(),
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
  };
}
