import type { ClonedDatabase } from '../support/template-database.js';
import { rowsOf } from './rows.js';

let made = 0;

/** A database without anything in it. */
export async function emptyDatabase(): Promise<ClonedDatabase> {
  const serverUrl = process.env.TEST_DATABASE_URL!;
  made += 1;
  const name = `empty_${process.pid}_${made}`;
  await rowsOf(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await rowsOf(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}
