import { afterEach, describe, expect, it } from '@jest/globals';
import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyPrograms } from '../../../src/platform/embedded/copy-programs.js';
import { copyFolders, findPrograms, packagedPrograms } from '../../../src/platform/embedded/programs.js';
import { isRoot, NOBODY } from './instances.js';
import { programsWithoutLinks, publicFolder, query, startHere, stopAndClean } from './servers.js';
import { hiddenFolder, temporaryFolder } from './servers.js';

afterEach(stopAndClean);

const asRoot = isRoot ? it : it.skip;
const account = isRoot ? NOBODY : undefined;

describe('the programs', () => {
  it('are in an optional package, without which we say what to do', () => {
    expect(() => packagedPrograms('plan9-mips')).toThrow(
      expect.objectContaining({
        problem: 'platform_missing',
        message: expect.stringContaining('set DATABASE_URL'),
      }),
    );
  });

  it('that the system can not run are an error that says what to do', async () => {
    const packaged = join(publicFolder(), 'native');
    mkdirSync(join(packaged, 'bin'), { recursive: true });
    // As for another C library: the file is there, and the system says that it is not.
    writeFileSync(join(packaged, 'bin', 'postgres'), '#!/lib/ld-musl-missing.so.1\n', { mode: 0o755 });

    await expect(findPrograms({ account, dataDir: temporaryFolder(), packaged })).rejects.toMatchObject({
      problem: 'programs_unusable',
      message: expect.stringMatching(/can't be run.*ENOENT.*glibc.*DATABASE_URL/),
    });
  });

  it('get the links to their libraries when the scripts of the package did not run', async () => {
    const packaged = programsWithoutLinks(publicFolder());

    const { major, postgres } = await findPrograms({ account, dataDir: temporaryFolder(), packaged });

    expect(major).toBe(18);
    expect(postgres).toBe(join(packaged, 'bin', 'postgres'));
    expect(lstatSync(join(packaged, 'lib', 'libpq.so.5')).isSymbolicLink()).toBe(true);
  });

  it.each([undefined, '{}', '[null, {}]'])('do with a package whose list of links is %j', async (list) => {
    const packaged = join(publicFolder(), 'native');
    const postgres = join(packaged, 'bin', 'postgres');
    mkdirSync(join(packaged, 'bin'), { recursive: true });
    writeFileSync(postgres, '#!/bin/sh\necho "postgres (PostgreSQL) 18.4"\n', { mode: 0o755 });
    if (list !== undefined) writeFileSync(join(packaged, 'pg-symlinks.json'), list);

    const programs = await findPrograms({ account, dataDir: temporaryFolder(), packaged });

    expect(programs).toMatchObject({ postgres, major: 18, hasStatementStatistics: false });
  });

  asRoot('that the server’s user can not reach are copied, though our umask hides what we make', async () => {
    const programs = programsWithoutLinks(hiddenFolder());
    const copies = join(publicFolder(), 'copies');
    const umask = process.umask(0o077);

    const server = await startHere({ dataDir: temporaryFolder(), programs, programCopies: [copies] });

    process.umask(umask);
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(readdirSync(copies)).toEqual([expect.stringMatching(/^postgresql-/)]);
  });
});

describe('a copy of the programs', () => {
  it('is for an ordinary user in their data folder, for root in a cache of the system', () => {
    expect(copyFolders(undefined, '/home/ann/.data')).toEqual(['/home/ann/.data/programs']);
    expect(copyFolders(NOBODY, '/root/.data')[0]).toBe('/var/cache/brainboard');
  });

  it('is made once', () => {
    const [from, folder] = [someFiles(), join(publicFolder(), 'copies')];

    expect(copyPrograms(from, account, [folder])).toBe(copyPrograms(from, account, [folder]));
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('is made anew, beside the old one, when a power failure left that with holes', () => {
    const [from, folder] = [someFiles(), join(publicFolder(), 'copies')];
    const first = copyPrograms(from, account, [folder]);
    truncateSync(join(first, 'bin', 'postgres'), 1);

    const second = copyPrograms(from, account, [folder]);

    expect(second).not.toBe(first);
    expect(readdirSync(join(second, 'bin'))).toEqual(['postgres']);
    expect(lstatSync(join(second, 'bin', 'postgres')).mode & 0o777).toBe(0o755);
    expect(lstatSync(join(second, 'data')).mode & 0o777).toBe(0o644);
  });

  it('is never put into, or run from, a folder that someone else can write or make', () => {
    const place = publicFolder();
    const path = (name: string): string => join(place, name);
    for (const name of ['open', 'target', 'foreign']) mkdirSync(path(name));
    chmodSync(path('open'), 0o777);
    symlinkSync(path('target'), path('link'));
    writeFileSync(path('file'), '');
    if (isRoot) chownSync(path('foreign'), NOBODY.uid, NOBODY.gid);
    const unsafe = ['open', 'link', 'file', ...(isRoot ? ['foreign'] : [])].map(path);

    const copy = copyPrograms(someFiles(), account, [...unsafe, path('safe')]);

    expect(copy.startsWith(path('safe'))).toBe(true);
    expect(['open', 'target', 'foreign'].flatMap((name) => readdirSync(path(name)))).toEqual([]);
  });

  it('is not put where its user could not reach it', () => {
    const [closed, open] = [join(temporaryFolder(), 'copies'), join(publicFolder(), 'copies')];

    expect(copyPrograms(someFiles(), { uid: 54_321, gid: 54_321 }, [closed, open]).startsWith(open)).toBe(
      true,
    );
  });

  it('that can be put nowhere is an error that says where it was tried', () => {
    const inTheWay = join(publicFolder(), 'file');
    writeFileSync(inTheWay, '');

    expect(() => copyPrograms(someFiles(), account, [inTheWay])).toThrow(
      expect.objectContaining({
        problem: 'programs_unusable',
        message: expect.stringContaining(inTheWay),
      }),
    );
  });
});

/** A folder that stands for the programs. */
function someFiles(): string {
  const folder = join(hiddenFolder(), 'native');
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'bin', 'postgres'), 'a program', { mode: 0o700 });
  writeFileSync(join(folder, 'data'), 'some data', { mode: 0o600 });
  return folder;
}
