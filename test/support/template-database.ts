import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** A database of its own for a test, with the newest schema and nothing in it. */
export interface ClonedDatabase {
  readonly url: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

const TEMPLATE = 'brainboard_template';

// Autovacuum runs as another user, whom we may not send away; it goes by itself.
const VACUUM_AT_WORK = '42501';
const DROP_TRIES = 50;

/** Makes the database that all tests copy; `migrate` is given its address and brings its schema in. Once per run. */
export async function createTemplate(
  serverUrl: string,
  migrate: (url: string) => Promise<unknown>,
): Promise<void> {
  await run(serverUrl, `CREATE DATABASE ${TEMPLATE}`);
  await migrate(urlOf(serverUrl, TEMPLATE));
  // A database that someone is connected to can't be copied.
  await run(serverUrl, `ALTER DATABASE ${TEMPLATE} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`);
}

/** Copies the template. */
export async function cloneDatabase(): Promise<ClonedDatabase> {
  const serverUrl = process.env.TEST_DATABASE_URL;
  if (serverUrl === undefined)
    throw new Error('TEST_DATABASE_URL is not set: run the tests by Jest, with its globalSetup');

  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  // Copying files took a third of the time that copying through the log did.
  await run(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY FILE_COPY`);
  return {
    url: urlOf(serverUrl, name),
    drop: () => drop(serverUrl, name),
  };
}

async function drop(serverUrl: string, name: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await run(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== VACUUM_AT_WORK || tries === DROP_TRIES) throw error;
      await sleep(100);
    }
  }
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
