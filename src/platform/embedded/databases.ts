import type pg from 'pg';
import { newClient } from './client.js';
import { administratorUrl, APPLICATION, applicationUrl, type Credentials } from './credentials.js';
import { EmbeddedPostgresError, errorCode } from './embedded-postgres.errors.js';

// The user is missing, may not log in or has another password; the database is missing.
const REPAIRABLE = new Set(['28000', '28P01', '3D000']);

/**
 * Sees that the application's user and database exist, also after a first start that was interrupted. That user is no
 * superuser, as on any other PostgreSQL, so that a migration that needs more fails here already.
 */
export async function ensureDatabase(credentials: Credentials, port: number, isNew: boolean): Promise<void> {
  if (!isNew && (await canLogIn(applicationUrl(credentials, port)))) return;

  const administrator = newClient(administratorUrl(credentials, port));
  await administrator.connect();
  try {
    await ensureUser(administrator, credentials.password);
    await ensureStatementStatistics(administrator);
    if (!(await exists(administrator, 'SELECT 1 FROM pg_database WHERE datname = $1', APPLICATION))) {
      await administrator.query(`CREATE DATABASE ${APPLICATION} OWNER ${APPLICATION}`);
    }
  } finally {
    await administrator.end();
  }
}

async function canLogIn(url: string): Promise<boolean> {
  const client = newClient(url);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (REPAIRABLE.has(errorCode(error) ?? '')) return false;
    throw new EmbeddedPostgresError(
      'cannot_start',
      `The embedded PostgreSQL lets nobody in: ${String(error)}.`,
      {
        cause: error,
      },
    );
  } finally {
    await client.end();
  }
}

async function ensureUser(administrator: pg.Client, password: string): Promise<void> {
  if (!(await exists(administrator, 'SELECT 1 FROM pg_roles WHERE rolname = $1', APPLICATION))) {
    await administrator.query(`CREATE ROLE ${APPLICATION}`);
  }
  const secret = administrator.escapeLiteral(password);
  await administrator.query(`ALTER ROLE ${APPLICATION} LOGIN CREATEDB PASSWORD ${secret}`);
  await administrator.query(`GRANT pg_monitor TO ${APPLICATION}`);
}

/** Puts the statistics of statements into the template, where no ordinary user can: so each new database has them. */
async function ensureStatementStatistics(administrator: pg.Client): Promise<void> {
  const shipped = `SELECT 1 FROM pg_available_extensions WHERE name = $1 AND installed_version IS NULL`;
  if (!(await exists(administrator, shipped, 'pg_stat_statements'))) return;

  await administrator.query('CREATE EXTENSION pg_stat_statements');
  await administrator.query(`GRANT EXECUTE ON FUNCTION pg_stat_statements_reset TO ${APPLICATION}`);
}

async function exists(client: pg.Client, query: string, name: string): Promise<boolean> {
  const { rowCount } = await client.query(query, [name]);
  return rowCount === 1;
}
