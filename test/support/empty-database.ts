import pg from 'pg';
import type { ClonedDatabase } from './template-database.js';

let made = 0;

/** A database without anything in it. */
export async function emptyDatabase(): Promise<ClonedDatabase> {
  made += 1;
  const name = `empty_${process.pid}_${made}`;
  await run(`CREATE DATABASE ${name}`);
  const url = new URL(process.env.TEST_DATABASE_URL!);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function run(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
