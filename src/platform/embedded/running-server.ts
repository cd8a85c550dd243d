import { randomUUID } from 'node:crypto';
import { chownSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { newClient } from './client.js';
import type { Cluster } from './cluster.js';
import { administratorUrl, type Credentials } from './credentials.js';
import { EmbeddedPostgresError, errorCode } from './embedded-postgres.errors.js';
import { isRunning, pidFilePath, readPidFile, type Postmaster } from './postmaster.js';
import { folderIdentity, inspectProcess, type ProcessFacts } from './processes.js';

interface Search {
  readonly cluster: Cluster;
  readonly credentials: Credentials;
  /** How long to wait for a server that does not answer. */
  readonly patienceMs: number;
}

const ANSWER_MS = 2_000;
const PROBE = 'brainboard.probe';

/** What the server at an address turned out to be. */
type Identity = 'ours' | 'another' | 'not_answering';

/**
 * Finds the server that an earlier process of ours left running on this folder. Clears `postmaster.pid` away when the
 * process that it names is something else: dead, a later one with the same pid, or the server of the folder that this
 * one is a copy of. PostgreSQL would refuse to start in some of these cases. Without the file it still finds processes
 * that a dead server left behind, by the key of their shared memory.
 */
export async function findRunningServer(search: Search): Promise<Postmaster | undefined> {
  const { folder } = search.cluster;
  const noted = readPidFile(folder);
  const facts = noted && inspectProcess(noted.pid);
  if (noted !== undefined && facts !== undefined && mayServe(folder, facts)) {
    const { pid, port } = noted;
    const server = { pid, port, startedAt: facts.startedAt };
    if (await isOurs(search, server)) return server;
  }

  rmSync(pidFilePath(folder), { force: true });
  return undefined;
}

function mayServe(cluster: string, { program, folder }: ProcessFacts): boolean {
  return program === 'postgres' && (folder === undefined || folder === folderIdentity(cluster));
}

/** Waits while the server starts, recovers or shuts down, and asks it whose it is. */
async function isOurs({ cluster, credentials, patienceMs }: Search, server: Postmaster): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (isRunning(server)) {
    const identity = await ask(cluster, server.pid, administratorUrl(credentials, server.port));
    if (identity !== 'not_answering') return identity === 'ours';

    if (performance.now() > deadline) throw refusesUs(server.pid, `does not answer`);
    await delay(20);
  }
  return false;
}

/** Has the server read a file out of the folder that it serves: only ours can know what we have just written there. */
async function ask(cluster: Cluster, pid: number, url: string): Promise<Identity> {
  const probe = join(cluster.folder, PROBE);
  const secret = randomUUID();
  const client = newClient(url, ANSWER_MS);

  writeFileSync(probe, secret, { mode: 0o600 });
  if (cluster.account !== undefined) chownSync(probe, cluster.account.uid, cluster.account.gid);
  try {
    await client.connect();
    const { rows } = await client.query<{ read: string }>('SELECT pg_read_file($1, true) AS read', [PROBE]);
    return rows[0]?.read === secret ? 'ours' : 'another';
  } catch (error) {
    if (errorCode(error) === '28P01') throw refusesUs(pid, 'does not take the password in postgres.json');
    return 'not_answering';
  } finally {
    await client.end();
    rmSync(probe, { force: true });
  }
}

function refusesUs(pid: number, what: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'cannot_start',
    `A PostgreSQL (pid ${pid}) runs on the data folder and ${what}. End it (kill -INT ${pid}) and start again.`,
  );
}
