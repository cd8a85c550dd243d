import { Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import { Config } from '../../config/config.js';
import { UnitOfWork } from './unit-of-work.js';

/** SQL under a name of its own: PostgreSQL parses and plans it once per connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Declares a statement; the name is unique in the program. */
export function statement(name: string, text: string): Statement {
  return { name, text };
}

/** Runs hand-written SQL, inside the open unit of work or else on a connection of the pool. */
@Injectable()
export class Database {
  constructor(
    private readonly dataSource: DataSource,
    private readonly uow: UnitOfWork,
    private readonly config: Config,
  ) {}

  /** The rows of one statement. The caller names their shape, which nothing checks: keep both in one repository. */
  async query<Row extends object>(
    { name, text }: Statement,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const query = this.config.database.prepared
      ? { name, text, values: [...values] }
      : { text, values: [...values] };
    const { rows } = await (await this.connection()).query<Row>(query);
    return rows;
  }

  /** The only row of a statement, or undefined. */
  async one<Row extends object>(sql: Statement, values: readonly unknown[] = []): Promise<Row | undefined> {
    return (await this.query<Row>(sql, values))[0];
  }

  private async connection(): Promise<Pool | PoolClient> {
    const { queryRunner } = this.uow.manager;
    if (queryRunner) return queryRunner.connect() as Promise<PoolClient>;
    return poolOf(this.dataSource);
  }
}

/** The pg pool below a TypeORM data source. */
export function poolOf(dataSource: DataSource): Pool {
  const { driver } = dataSource;
  if (!('master' in driver)) throw new Error('the data source is not connected to PostgreSQL');
  return driver.master as Pool;
}
