import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres.errors.js';

/** How to log in to the embedded server; made once per data folder. */
export interface Credentials {
  /** Of the superuser `postgres`, who only sets the server up. */
  readonly administratorPassword: string;
  /** Of the ordinary user `brainboard`, who owns the database. */
  readonly password: string;
  /** The last port, tried first at the next start so that other tools find the server again; 0 before the first. */
  readonly port: number;
}

/** The name of the database and of the user that owns it. */
export const APPLICATION = 'brainboard';

/** Reads the data folder's credentials, or makes them while there is no cluster that was made with lost ones. */
export function loadCredentials(dataDir: string, cluster: string): Credentials {
  const path = credentialsPath(dataDir);
  if (existsSync(path)) return readCredentials(path);
  if (existsSync(cluster)) {
    throw new EmbeddedPostgresError(
      'folder_unusable',
      `The passwords of the database in ${cluster} are missing: ${path} is gone. Put it back from a backup, ` +
        'or set DATA_DIR to a new folder.',
    );
  }

  const credentials = { administratorPassword: randomPassword(), password: randomPassword(), port: 0 };
  saveCredentials(dataDir, credentials);
  return credentials;
}

/** Replaces the stored credentials, all at once or not at all. */
export function saveCredentials(dataDir: string, credentials: Credentials): void {
  const path = credentialsPath(dataDir);
  const file = openSync(`${path}.new`, 'w', 0o600);
  writeSync(file, `${JSON.stringify(credentials, null, 2)}\n`);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.new`, path);
}

/** The address of `template1`, which new databases are copies of, for the superuser; with the password in it. */
export function administratorUrl(credentials: Credentials, port: number): string {
  return `postgres://postgres:${credentials.administratorPassword}@127.0.0.1:${port}/template1`;
}

/** The address of the application's database, as an URL with the password in it. */
export function applicationUrl(credentials: Credentials, port: number): string {
  return `postgres://${APPLICATION}:${credentials.password}@127.0.0.1:${port}/${APPLICATION}`;
}

function credentialsPath(dataDir: string): string {
  return join(dataDir, 'postgres.json');
}

function randomPassword(): string {
  return randomBytes(24).toString('base64url');
}

function readCredentials(path: string): Credentials {
  const content = parse(readFileSync(path, 'utf8'));
  if (isCredentials(content)) return content;
  throw new EmbeddedPostgresError(
    'folder_unusable',
    `${path} does not hold the passwords of the embedded database. Put it back from a backup, or set DATA_DIR to a new folder.`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isCredentials(content: unknown): content is Credentials {
  if (typeof content !== 'object' || content === null) return false;
  const { administratorPassword, password, port }: Partial<Record<string, unknown>> = { ...content };
  return (
    typeof administratorPassword === 'string' && typeof password === 'string' && typeof port === 'number'
  );
}
