import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Config } from '../../config/config.js';
import { Logger } from '../logging/logger.js';
import { dataSourceOptions } from './data-source-options.js';
import { Database } from './database.js';
import { Listener } from './listener.js';
import { UnitOfWork } from './unit-of-work.js';

/** The connection, and the two ways to use it: a unit of work for changes, named statements for reads. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [Config, Logger],
      useFactory: async (config: Config, logger: Logger) => ({
        ...(await dataSourceOptions(config, logger)),
        autoLoadEntities: true,
      }),
    }),
  ],
  providers: [UnitOfWork, Database, Listener],
  exports: [UnitOfWork, Database, Listener],
})
export class DatabaseModule {}
