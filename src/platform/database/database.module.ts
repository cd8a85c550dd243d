import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Config } from '../../config/config.js';
import { Logger } from '../logging/logger.js';
import { dataSourceOptions } from './data-source-options.js';
import { DatabaseSockets } from './database-sockets.js';
import { Database } from './database.js';
import { Listener } from './listener.js';
import { UnitOfWork } from './unit-of-work.js';

/** The sockets, apart, because TypeORM's module needs them first. */
@Module({ providers: [DatabaseSockets], exports: [DatabaseSockets] })
class DatabaseSocketsModule {}

/** The connection, and the two ways to use it: a unit of work for changes, named statements for reads. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      imports: [DatabaseSocketsModule],
      inject: [Config, Logger, DatabaseSockets],
      useFactory: async (config: Config, logger: Logger, sockets: DatabaseSockets) => ({
        ...(await dataSourceOptions(config, logger, sockets)),
        autoLoadEntities: true,
        // Without an address nothing is asked of a database, as when the reference is written.
        manualInitialization: config.database.url === '',
      }),
    }),
  ],
  providers: [UnitOfWork, Database, Listener],
  exports: [UnitOfWork, Database, Listener],
})
export class DatabaseModule {}
