import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { pathForServer, type Cluster } from './cluster.js';
import { EmbeddedPostgresError } from './embedded-postgres.errors.js';
import { readPidFile, type Postmaster } from './postmaster.js';
import { inspectProcess } from './processes.js';
import { SERVER_ENVIRONMENT } from './programs.js';
import { logPath, openLog, type ServerLog } from './server-log.js';
import { settingArguments, type PostgresSettings } from './settings.js';

/** How a server is to be started. */
export interface ServerWish {
  /** This port or none; undefined: any. */
  readonly port: number | undefined;
  /** The port to try first when any will do; 0: none. */
  readonly lastPort: number;
  readonly settings: PostgresSettings;
  /** How long to wait for a server that recovers from a crash. */
  readonly patienceMs: number;
}

type Launch = Omit<ServerWish, 'port' | 'lastPort'> & { readonly port: number };

const PORT_ATTEMPTS = 5;

/** Starts the server, apart from our process group so that Ctrl-C does not end it before us, and waits for it. */
export async function startServer(cluster: Cluster, wish: ServerWish): Promise<Postmaster> {
  const deadline = performance.now() + wish.patienceMs;
  let attempt = 1;
  let port = wish.port ?? (wish.lastPort || (await freePort()));

  for (;;) {
    const outcome = await launch(cluster, { ...wish, port });
    if ('pid' in outcome) return outcome;

    if (outcome.mentions('could not bind')) {
      if (wish.port !== undefined || attempt === PORT_ATTEMPTS) throw portTaken(port);
      attempt += 1;
      port = await freePort();
    } else if (outcome.mentions('pre-existing shared memory block') && performance.now() < deadline) {
      // The processes of a server that was killed need a moment to notice that.
      await delay(200);
    } else {
      throw new EmbeddedPostgresError(
        'cannot_start',
        `The embedded PostgreSQL did not start: ${outcome.explain()}.`,
      );
    }
  }
}

/** The running server, or the log of one that ended. */
async function launch(cluster: Cluster, wish: Launch): Promise<Postmaster | ServerLog> {
  const deadline = performance.now() + wish.patienceMs;
  const log = openLog(cluster.dataDir);
  const server = spawn(cluster.programs.postgres, serverArguments(cluster, wish), {
    ...cluster.account,
    cwd: cluster.folder,
    detached: true,
    env: SERVER_ENVIRONMENT,
    stdio: ['ignore', log.file, log.file],
  });
  closeSync(log.file);
  server.unref();

  const ended = new Promise((resolve) => server.once('exit', resolve).once('error', resolve)).then(
    () => true,
  );
  while (!(await Promise.race([ended, delay(5, false)]))) {
    const noted = readPidFile(cluster.folder);
    if (noted?.isReady === true && noted.pid === server.pid) {
      return { pid: noted.pid, startedAt: inspectProcess(noted.pid)?.startedAt ?? '', port: wish.port };
    }
    if (performance.now() > deadline) throw notReady(cluster, server.pid);
  }
  return log;
}

function serverArguments(cluster: Cluster, { port, settings }: Launch): string[] {
  const { durable, programs } = cluster;
  const { hasStatementStatistics } = programs;
  return [
    '-D',
    pathForServer(cluster, cluster.folder),
    ...settingArguments({ port, durable, settings, hasStatementStatistics }),
  ];
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}

function portTaken(port: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'port_taken',
    `The embedded PostgreSQL can't listen on 127.0.0.1:${port}: another program does, or this user may not. ` +
      'Choose another port, or none.',
  );
}

function notReady({ dataDir }: Cluster, pid: number | undefined): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'cannot_start',
    `The embedded PostgreSQL (pid ${pid ?? 'unknown'}) runs and is not ready yet: it may be repairing the database ` +
      `after a crash. ${logPath(dataDir)} tells more. Start again to wait further.`,
  );
}
