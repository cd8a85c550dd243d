import { afterEach, describe, expect, it } from '@jest/globals';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { packagedPrograms } from '../../../src/platform/embedded/programs.js';
import { isRoot, NOBODY } from './instances.js';
import { administratorUrlOf, installedFolder, publicFolder, query } from './servers.js';
import { hiddenFolder, startHere, stopAndClean, temporaryFolder } from './servers.js';

afterEach(stopAndClean);

describe('settings', () => {
  it('of the caller win over ours', async () => {
    const settings = { work_mem: '7MB', timezone: 'Asia/Tokyo' };

    const { url } = await startHere({ dataDir: await installedFolder(), durable: false, settings });

    const current = ['work_mem', 'timezone', 'fsync', 'full_page_writes', 'synchronous_commit'];
    const [row] = await query(
      url,
      `SELECT ${current.map((name) => `current_setting('${name}') AS ${name}`).join()}`,
    );
    expect(row).toEqual({ ...settings, fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' });
  });

  it('that PostgreSQL refuses are named, with the reason and the log', async () => {
    const start = startHere({ dataDir: await installedFolder(), settings: { work_mem: 'plenty' } });

    await expect(start).rejects.toMatchObject({
      problem: 'cannot_start',
      message: expect.stringMatching(/invalid value for parameter "work_mem".*postgres\.log/),
    });
  });
});

describe('a data folder that can not be used', () => {
  it('because its place is a file', async () => {
    const dataDir = join(temporaryFolder(), 'data');
    writeFileSync(dataDir, '');

    await expect(startHere({ dataDir })).rejects.toMatchObject({
      problem: 'folder_unusable',
      message: expect.stringMatching(/there is a file of that name.*Set DATA_DIR/),
    });
  });

  it('because its database was made by another major version', async () => {
    const dataDir = folderWithDatabase({ PG_VERSION: '17\n' });

    await expect(startHere({ dataDir })).rejects.toMatchObject({
      problem: 'other_major_version',
      message: expect.stringMatching(/made by PostgreSQL 17, and this is PostgreSQL 18/),
    });
  });

  it('because what should be the database is something else', async () => {
    const dataDir = folderWithDatabase({ 'letter.txt': 'Dear Ann' });

    await expect(startHere({ dataDir })).rejects.toMatchObject({
      problem: 'folder_unusable',
      message: expect.stringContaining('is not a PostgreSQL database'),
    });
    expect(readFileSync(join(dataDir, 'postgres', 'letter.txt'), 'utf8')).toBe('Dear Ann');
  });

  it('because the passwords of its database are gone', async () => {
    const dataDir = folderWithDatabase({ PG_VERSION: '18\n' });
    rmSync(join(dataDir, 'postgres.json'));

    await expect(startHere({ dataDir })).rejects.toMatchObject({
      problem: 'folder_unusable',
      message: expect.stringMatching(/postgres\.json is gone. Put it back/),
    });
  });

  it.each(['', '{"password":"x"}', 'null'])('because its passwords are broken: %j', async (content) => {
    const dataDir = folderWithDatabase({ PG_VERSION: '18\n' });
    writeFileSync(join(dataDir, 'postgres.json'), content);

    await expect(startHere({ dataDir })).rejects.toMatchObject({
      problem: 'folder_unusable',
      message: expect.stringContaining('postgres.json does not hold the passwords'),
    });
  });

  it('because the database can not be made in it', async () => {
    const dataDir = temporaryFolder();
    // The package without what initdb reads.
    const programs = join(hiddenFolder(), 'native');
    const isScript = (path: string): boolean => basename(path) !== 'postgres.bki';
    cpSync(packagedPrograms(), programs, { recursive: true, verbatimSymlinks: true, filter: isScript });
    const copies = [join(publicFolder(), 'copies')];

    await expect(startHere({ dataDir, programs, programCopies: copies })).rejects.toMatchObject({
      problem: 'cannot_start',
      message: expect.stringMatching(/could not be made: file .*postgres.bki" does not exist.*postgres\.log/),
    });
  });
});

describe('a database', () => {
  it('that was copied or restored is made private again, as the server demands', async () => {
    const dataDir = await installedFolder();
    const cluster = join(dataDir, 'postgres');
    chmodSync(cluster, 0o755);

    const { url } = await startHere({ dataDir });

    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(statSync(cluster).mode & 0o777).toBe(0o700);
    if (isRoot) expect(lstatSync(join(cluster, 'base', '1', 'PG_VERSION')).uid).toBe(NOBODY.uid);
  });

  it('that lets nobody in is an error, and no server is left', async () => {
    const dataDir = await installedFolder();
    const first = await startHere({ dataDir });
    await query(administratorUrlOf(dataDir, first.url), 'ALTER ROLE brainboard CONNECTION LIMIT 0');
    await first.stop();
    const port = Number(new URL(first.url).port);

    await expect(startHere({ dataDir })).rejects.toMatchObject({
      problem: 'cannot_start',
      message: expect.stringContaining('too many connections for role'),
    });
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
    await expect(query(first.url, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED', port });
  });
});

/** A data folder with valid passwords, and these files as its database. */
function folderWithDatabase(files: Record<string, string>): string {
  const dataDir = temporaryFolder();
  mkdirSync(join(dataDir, 'postgres'));
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(dataDir, 'postgres', name), content);
  const passwords = { administratorPassword: 'a', password: 'b', port: 0 };
  writeFileSync(join(dataDir, 'postgres.json'), JSON.stringify(passwords));
  return dataDir;
}
