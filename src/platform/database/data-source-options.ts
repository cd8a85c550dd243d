import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { Config } from '../../config/config.js';
import type { Logger } from '../logging/logger.js';
import { IDLE_IN_TRANSACTION_MS, type DatabaseSockets } from './database-sockets.js';
import { loadMigrations } from './migrations.js';
import { NamingStrategy } from './naming-strategy.js';

/** How every process connects: a bounded pool, statements and locks with a time-out, no `synchronize`. */
export async function dataSourceOptions(
  { database }: Config,
  logger: Logger,
  sockets?: DatabaseSockets,
): Promise<DataSourceOptions> {
  return {
    type: 'postgres',
    url: database.url,
    applicationName: 'brainboard',
    poolSize: database.poolSize,
    connectTimeoutMS: 5_000,
    poolErrorHandler(this: unknown, error: unknown) {
      // The server may be stopped while the connections of an ended pool are still saying goodbye.
      if (this instanceof pg.Pool && this.ending) return;
      logger.warn({ err: error }, 'database.connection_lost');
    },
    extra: {
      statement_timeout: database.statementTimeoutMs,
      lock_timeout: database.lockTimeoutMs,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      keepAlive: true,
      ...(sockets && { stream: () => sockets.open() }),
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
