import { Client } from 'pg';

/**
 * How many statements PostgreSQL ran in a database while `work` was done, counted by the server itself. Background
 * readers of the same database must be off.
 */
export async function statementsDuring(databaseUrl: string, work: () => Promise<unknown>): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    const count = async (): Promise<number> => {
      const { rows } = await client.query<{ calls: number }>(
        `SELECT coalesce(sum(calls), 0)::int AS calls FROM pg_stat_statements
         WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
           AND query NOT LIKE '%pg_stat_statements%'`,
      );
      return rows[0]?.calls ?? 0;
    };
    const before = await count();
    await work();
    return (await count()) - before;
  } finally {
    await client.end();
  }
}
