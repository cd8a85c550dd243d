import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  openSync,
} from 'node:fs';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canEnter, type Account } from './account.js';
import { EmbeddedPostgresError } from './embedded-postgres.errors.js';
import { SERVER_ENVIRONMENT, type PostgresPrograms } from './programs.js';
import { openLog } from './server-log.js';

/** A PostgreSQL cluster in a data folder, and what it is run with. */
export interface Cluster {
  readonly dataDir: string;
  /** `postgres` in the data folder. */
  readonly folder: string;
  /** The user to switch to; undefined: stay who we are. */
  readonly account: Account | undefined;
  readonly programs: PostgresPrograms;
  /** False: a crash of the machine may lose or break the data. For tests. */
  readonly durable: boolean;
}

/** Makes the cluster, or checks that the one that is there can be served; tells whether it was made. */
export async function prepareCluster(cluster: Cluster, administratorPassword: string): Promise<boolean> {
  if (existsSync(cluster.folder)) {
    refuseForeign(cluster);
    checkVersion(cluster);
    takePossession(cluster);
    return false;
  }

  await createCluster(cluster, administratorPassword);
  return true;
}

/**
 * The path under which the server finds its folder. When its user can't enter the folders above, that is its working
 * folder, which we enter before we switch users: so the data stays in the data folder, wherever that is.
 */
export function pathForServer(
  { dataDir, account }: Cluster,
  folder: string,
  platform = process.platform,
): string {
  if (account === undefined || canEnter(dataDir, account)) return folder;
  if (platform === 'linux') return '/proc/self/cwd';

  throw new EmbeddedPostgresError(
    'folder_unusable',
    `PostgreSQL refuses to run as root, and the user that it would run as (uid ${account.uid}) can't enter ${dataDir}. ` +
      'Run Brainboard as an ordinary user, or set DATA_DIR to a folder that others can enter.',
  );
}

function refuseForeign({ folder, account }: Cluster): void {
  const { uid } = statSync(folder);
  if (account === undefined && uid !== process.getuid?.()) {
    throw new EmbeddedPostgresError(
      'folder_unusable',
      `The database in ${folder} belongs to another user (uid ${uid}), as it does after Brainboard was run as root. ` +
        'Run it as that user again, give the whole data folder to this one (chown -R), or set DATA_DIR to a new folder.',
    );
  }
}

/** A copy that root made belongs to root, and a restored one may be open to others; the server accepts neither. */
function takePossession({ folder, account }: Cluster): void {
  const found = lstatSync(folder);
  // As root, we would give away whatever a link leads to.
  if (!found.isDirectory()) return;

  if (account !== undefined && found.uid !== account.uid) giveTo(account, folder);
  if ((found.mode & 0o027) !== 0) chmodSync(folder, 0o700);
}

function giveTo(account: Account, path: string): void {
  lchownSync(path, account.uid, account.gid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) giveTo(account, join(path, entry.name));
    else lchownSync(join(path, entry.name), account.uid, account.gid);
  }
}

function checkVersion({ folder, programs }: Cluster): void {
  const file = join(folder, 'PG_VERSION');
  if (!existsSync(file)) {
    throw new EmbeddedPostgresError(
      'folder_unusable',
      `${folder} is not a PostgreSQL database. Move it away, or set DATA_DIR to another folder.`,
    );
  }

  const major = Number(readFileSync(file, 'utf8'));
  if (major === programs.major) return;
  throw new EmbeddedPostgresError(
    'other_major_version',
    `The database in ${folder} was made by PostgreSQL ${major}, and this is PostgreSQL ${programs.major}, which can't ` +
      `read it. Export the data with the version of Brainboard that made it, or set DATA_DIR to a new folder.`,
  );
}

/** Made beside its place and then renamed, so that an interrupted `initdb` leaves nothing that looks like a cluster. */
async function createCluster(cluster: Cluster, administratorPassword: string): Promise<void> {
  // A new name each time: an `initdb` whose parent was killed may still be at work in the old one.
  const staging = `${cluster.folder}.new-${randomUUID()}`;
  removeLeftovers(cluster);
  mkdirSync(staging, { mode: 0o700 });
  if (cluster.account !== undefined) chownSync(staging, cluster.account.uid, cluster.account.gid);

  await runInitdb(cluster, staging, administratorPassword);
  renameSync(staging, cluster.folder);
}

function removeLeftovers({ dataDir }: Cluster): void {
  for (const name of readdirSync(dataDir).filter((each) => each.startsWith('postgres.new-'))) {
    rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 20 });
  }
}

async function runInitdb(cluster: Cluster, folder: string, administratorPassword: string): Promise<void> {
  const password = openPassword(cluster, administratorPassword);
  const log = openLog(cluster.dataDir);
  const initdb = spawn(
    cluster.programs.initdb,
    [
      ...['-D', pathForServer(cluster, folder), '--username=postgres', '--pwfile=/dev/stdin'],
      ...['--auth=scram-sha-256', '--encoding=UTF8', '--no-instructions'],
      // Sorted by code point, on every machine and whatever its C library does.
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ...(cluster.durable ? [] : ['--no-sync']),
    ],
    { ...cluster.account, cwd: folder, env: SERVER_ENVIRONMENT, stdio: [password, 'ignore', log.file] },
  );
  closeSync(password);
  closeSync(log.file);

  const code = await new Promise((resolve, reject) => initdb.once('exit', resolve).once('error', reject));
  if (code === 0) return;
  throw new EmbeddedPostgresError(
    'cannot_start',
    `The embedded database could not be made: ${log.explain()}.`,
  );
}

/** An open file with the password, already nameless: the server's user may not be able to reach any path of ours. */
function openPassword({ dataDir, account }: Cluster, password: string): number {
  const path = join(dataDir, 'postgres.password');
  rmSync(path, { force: true });
  writeFileSync(path, `${password}\n`, { mode: 0o600, flag: 'wx' });
  if (account !== undefined) chownSync(path, account.uid, account.gid);
  const file = openSync(path, 'r');
  rmSync(path);
  return file;
}
