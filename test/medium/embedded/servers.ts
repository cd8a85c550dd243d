import { afterAll, jest } from '@jest/globals';
import { chmodSync, cpSync, lstatSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from '../../../src/platform/embedded/embedded-postgres.js';
import { readPidFile } from '../../../src/platform/embedded/postmaster.js';
import { inspectProcess } from '../../../src/platform/embedded/processes.js';
import { packagedPrograms } from '../../../src/platform/embedded/programs.js';
import { databaseFolder } from '../../support/temporary-folder.js';

// How long a start takes is up to the machine.
jest.setTimeout(600_000);

const folders: string[] = [];
const dataDirs = new Set<string>();
const servers: EmbeddedPostgres[] = [];

/** A temporary folder that only we can enter, for one test. */
export function temporaryFolder(): string {
  return remember(databaseFolder('brainboard-embedded-'));
}

/** A temporary folder that all users can enter, for one test. */
export function sharedFolder(): string {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  return folder;
}

/** A temporary folder that only we can enter, and run programs from, for one test. */
export function hiddenFolder(): string {
  return remember(mkdtempSync(join(tmpdir(), 'brainboard-embedded-')));
}

/** A temporary folder that all users can enter, and run programs from, for one test. */
export function publicFolder(): string {
  const folder = hiddenFolder();
  chmodSync(folder, 0o755);
  return folder;
}

/** A data folder with a database in it, copied from one that was made for the test file. */
export async function installedFolder(): Promise<string> {
  original ??= makeOriginal();
  const dataDir = join(temporaryFolder(), 'data');
  cpSync(await original, dataDir, { recursive: true });
  return dataDir;
}

let original: Promise<string> | undefined;

async function makeOriginal(): Promise<string> {
  const dataDir = databaseFolder('brainboard-embedded-');
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  await server.stop();
  return dataDir;
}

afterAll(async () => {
  if (original !== undefined) rmSync(await original, { recursive: true });
});

function remember(folder: string): string {
  folders.push(folder);
  return folder;
}

/** The programs as npm unpacks them, before any script has made their links. */
export function programsWithoutLinks(folder: string): string {
  const programs = join(folder, 'native');
  const isNoLink = (path: string): boolean => !lstatSync(path).isSymbolicLink();
  cpSync(packagedPrograms(), programs, { recursive: true, filter: isNoLink });
  return programs;
}

/** Starts a server for this process, not durable unless that is asked for; it ends with the test. */
export async function startHere(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  willServe(options.dataDir);
  const server = await startEmbeddedPostgres({ durable: false, ...options });
  servers.push(server);
  return server;
}

/** Has the server on a data folder end with the test, whoever starts it. */
export function willServe(dataDir: string): void {
  dataDirs.add(dataDir);
}

/** Ends what the test started and removes its folders. */
export async function stopAndClean(): Promise<void> {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  for (const dataDir of dataDirs) {
    const pid = readPidFile(join(dataDir, 'postgres'))?.pid ?? 0;
    if (inspectProcess(pid)?.program !== 'postgres') continue;
    // Not SIGKILL, which leaves its shared memory behind for ever.
    process.kill(pid, 'SIGQUIT');
    process.kill(pid, 'SIGCONT');
    await until(() => !isAlive(pid));
  }
  dataDirs.clear();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** The rows that a statement gives. */
export async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  // Servers are killed here; the query that runs reports it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return rows;
  } finally {
    await client.end();
  }
}

/** The pid of the server on a data folder, as it noted it. */
export function serverPid(dataDir: string): number {
  return readPidFile(join(dataDir, 'postgres'))!.pid;
}

/** The address of `template1` for the superuser, on a running server. */
export function administratorUrlOf(dataDir: string, url: string): string {
  const stored = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as Record<string, string>;
  const administrator = new URL(url);
  administrator.username = 'postgres';
  administrator.password = stored.administratorPassword!;
  administrator.pathname = '/template1';
  return administrator.href;
}

export function isAlive(pid: number): boolean {
  return inspectProcess(pid) !== undefined;
}

/** Waits for something to become true. */
export async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await check())) await delay(10);
}
