import { afterEach, describe, expect, it } from '@jest/globals';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Account } from '../../../src/platform/embedded/account.js';
import { pathForServer, prepareCluster, type Cluster } from '../../../src/platform/embedded/cluster.js';
import { canSwitchUser, isRoot, NOBODY, startInstance, urlOf } from './instances.js';
import { inspectProcess } from '../../../src/platform/embedded/processes.js';
import { programsWithoutLinks, publicFolder, sharedFolder, query, serverPid, startHere } from './servers.js';
import { stopAndClean, temporaryFolder } from './servers.js';

afterEach(stopAndClean);

const asRoot = isRoot ? it : it.skip;
const asUser = canSwitchUser ? it : it.skip;

describe('run by root', () => {
  asRoot('serves as a user without rights, in a data folder that only root can enter', async () => {
    const dataDir = join(temporaryFolder(), 'data');

    const { url } = await startHere({ dataDir });

    expect(statSync(`/proc/${serverPid(dataDir)}`).uid).toBe(NOBODY.uid);
    expect(statSync(join(dataDir, 'postgres')).uid).toBe(NOBODY.uid);
    expect(statSync(join(dataDir, 'postgres.json')).uid).toBe(0);
    expect(await query(url, `SELECT current_setting('data_directory') AS at`)).toEqual([
      { at: '/proc/self/cwd' },
    ]);
  });

  asRoot('names the folder by its path when the server can reach it', async () => {
    const dataDir = sharedFolder();

    const { url } = await startHere({ dataDir });

    const at = join(dataDir, 'postgres');
    expect(await query(url, `SELECT current_setting('data_directory') AS at`)).toEqual([{ at }]);
  });

  asUser('serves the database of an ordinary user as that user', async () => {
    const dataDir = folderOf(NOBODY);
    const users = await startInstance({ dataDir }, NOBODY);
    await query(urlOf(users), 'CREATE TABLE kept AS SELECT 42 AS answer');
    await users.stop();

    const { url } = await startHere({ dataDir });

    expect(await query(url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    expect(statSync(`/proc/${serverPid(dataDir)}`).uid).toBe(NOBODY.uid);
  });

  asUser('adopts the server that an ordinary user left running', async () => {
    const dataDir = folderOf(NOBODY);
    const users = await startInstance({ dataDir }, NOBODY);
    await users.kill();

    await expect(startHere({ dataDir })).resolves.toMatchObject({ adopted: true, url: urlOf(users) });
  });
});

describe('run by an ordinary user', () => {
  asUser('serves as that user, below a home that only they can enter', async () => {
    const dataDir = join(folderOf(NOBODY), 'a home', '.data');

    const instance = await startInstance({ dataDir }, NOBODY);

    expect(await query(urlOf(instance), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(statSync(join(dataDir, 'postgres')).uid).toBe(NOBODY.uid);
    const server = serverPid(dataDir);
    expect(await instance.stop()).toBe(0);
    expect(inspectProcess(server)).toBeUndefined();
  });

  asUser('can not use a folder that it may not write, and is told', async () => {
    const dataDir = sharedFolder();

    const { outcome } = await startInstance({ dataDir }, NOBODY);

    expect(outcome).toMatchObject({
      problem: 'folder_unusable',
      message: expect.stringMatching(/this user may not read or write it.*DATA_DIR/),
    });
  });

  asUser('can not use a database that root made, and is told whose it is', async () => {
    const dataDir = folderOf(NOBODY);
    await (await startHere({ dataDir })).stop();
    const ours = readdirSync(dataDir, { recursive: true, encoding: 'utf8' });
    for (const path of ours) chownSync(join(dataDir, path), NOBODY.uid, NOBODY.gid);
    chownSync(join(dataDir, 'postgres'), 12_345, 12_345);

    const { outcome } = await startInstance({ dataDir }, NOBODY);

    expect(outcome).toMatchObject({
      problem: 'folder_unusable',
      message: expect.stringContaining('uid 12345'),
    });
  });

  asUser(
    'copies the programs into the data folder when their links are missing and can not be made',
    async () => {
      const [dataDir, programs] = [folderOf(NOBODY), programsWithoutLinks(publicFolder())];

      const instance = await startInstance({ dataDir, programs }, NOBODY);

      expect(await query(urlOf(instance), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(readdirSync(join(dataDir, 'programs'))).toEqual([expect.stringMatching(/^postgresql-/)]);
      expect(existsSync(join(programs, 'lib', 'libpq.so.5'))).toBe(false);
      expect(await instance.stop()).toBe(0);
    },
  );
});

describe('the owner of a database', () => {
  const cluster = (account: Account | undefined): Cluster => {
    const dataDir = temporaryFolder();
    const programs = { initdb: '', postgres: '', major: 18, hasStatementStatistics: true };
    return { dataDir, folder: join(dataDir, 'postgres'), account, programs, durable: false };
  };

  asRoot('is told when someone else runs Brainboard', async () => {
    const theirs = cluster(undefined);
    mkdirSync(theirs.folder);
    chownSync(theirs.folder, 12_345, 12_345);

    await expect(prepareCluster(theirs, 'password')).rejects.toMatchObject({
      problem: 'folder_unusable',
      message: expect.stringMatching(/belongs to another user \(uid 12345\).*chown/),
    });
  });

  asRoot('does not become the owner of what a link in its place leads to', async () => {
    const linked = cluster(NOBODY);
    const elsewhere = temporaryFolder();
    writeFileSync(join(elsewhere, 'PG_VERSION'), '18\n');
    symlinkSync(elsewhere, linked.folder);

    await prepareCluster(linked, 'password');

    expect([elsewhere, join(elsewhere, 'PG_VERSION')].map((path) => statSync(path).uid)).toEqual([0, 0]);
  });

  it('must be able to reach it by its path where there is no other way', () => {
    const unreachable = cluster({ uid: 54_321, gid: 54_321 });

    expect(pathForServer(unreachable, unreachable.folder, 'linux')).toBe('/proc/self/cwd');
    expect(() => pathForServer(unreachable, unreachable.folder, 'darwin')).toThrow(
      /refuses to run as root.*uid 54321.*set DATA_DIR/,
    );
    expect(pathForServer(cluster(undefined), '/data/postgres', 'darwin')).toBe('/data/postgres');
  });
});

/** A folder that an ordinary user owns, and only they can enter. */
function folderOf(owner: { uid: number; gid: number }): string {
  const folder = join(sharedFolder(), 'home');
  mkdirSync(folder);
  chmodSync(folder, 0o700);
  chownSync(folder, owner.uid, owner.gid);
  return folder;
}
