import { afterEach, describe, expect, it } from '@jest/globals';
import { chmodSync, lstatSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { chownSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  findPrograms,
  packagedPrograms,
  type PostgresPrograms,
} from '../../../src/platform/embedded/programs.js';
import { isRoot, NOBODY } from './instances.js';
import { programsWithoutLinks, publicFolder, query, startHere, stopAndClean } from './servers.js';
import { temporaryFolder } from './servers.js';

afterEach(stopAndClean);

const asRoot = isRoot ? describe : describe.skip;

it('says what to do when there is no package for the platform', () => {
  expect(() => packagedPrograms('plan9-mips')).toThrow(
    expect.objectContaining({
      problem: 'platform_missing',
      message: expect.stringContaining('set DATABASE_URL'),
    }),
  );
});

it('says what to do when the programs do not run', async () => {
  const packaged = brokenPrograms();

  await expect(find({ packaged })).rejects.toMatchObject({
    problem: 'programs_unusable',
    message: expect.stringMatching(/can't be run.*ENOENT.*glibc.*DATABASE_URL/),
  });
});

describe('an installation whose scripts did not run', () => {
  it('gets the links to its libraries', async () => {
    const packaged = programsWithoutLinks(publicFolder());

    const { major, postgres } = await find({ packaged });

    expect(major).toBe(18);
    expect(postgres).toBe(join(packaged, 'bin', 'postgres'));
    expect(lstatSync(join(packaged, 'lib', 'libpq.so.5')).isSymbolicLink()).toBe(true);
  });
});

asRoot('programs that the user of the server can not read', () => {
  it('are copied, complete and for all to read, though our umask hides what we make', async () => {
    const packaged = programsWithoutLinks(temporaryFolder());
    const copies = join(publicFolder(), 'copies');
    const umask = process.umask(0o077);

    const server = await startHere({
      dataDir: temporaryFolder(),
      programs: packaged,
      programCopies: [copies],
    });

    process.umask(umask);
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(readdirSync(copies)).toEqual([expect.stringMatching(/^postgresql-/)]);
  });

  it('are copied once, also by several that start at the same time', async () => {
    const packaged = programsWithoutLinks(temporaryFolder());
    const copiesIn = [join(publicFolder(), 'copies')];

    const all = await Promise.all([1, 2, 3].map(() => find({ packaged, copiesIn })));

    const again = await find({ packaged, copiesIn });
    expect(new Set([...all, again].map(({ postgres }) => postgres)).size).toBe(1);
    expect(readdirSync(copiesIn[0]!)).toHaveLength(1);
  });

  it('are copied again beside a copy that a power failure left with holes', async () => {
    const packaged = programsWithoutLinks(temporaryFolder());
    const copiesIn = [join(publicFolder(), 'copies')];
    const first = await find({ packaged, copiesIn });
    truncateSync(first.postgres, 10);

    const second = await find({ packaged, copiesIn });

    expect(second.postgres).not.toBe(first.postgres);
    expect(second.major).toBe(18);
  });

  it('are never copied to, or run from, a folder that someone else can write', async () => {
    const packaged = programsWithoutLinks(temporaryFolder());
    const place = publicFolder();
    const [open, foreign, link, closed, safe] = ['open', 'foreign', 'link', 'closed', 'safe'].map((n) =>
      join(place, n),
    );
    for (const folder of [open!, foreign!, closed!]) mkdirSync(folder);
    chmodSync(open!, 0o777);
    chownSync(foreign!, NOBODY.uid, NOBODY.gid);
    symlinkSync(foreign!, link!);
    chmodSync(closed!, 0o700);

    const { postgres } = await find({ packaged, copiesIn: [open!, foreign!, link!, closed!, safe!] });

    expect(postgres.startsWith(safe!)).toBe(true);
    expect([open!, foreign!, closed!].flatMap((folder) => readdirSync(folder))).toEqual([]);
  });

  it('and can not be copied either are an error that says where it was tried', async () => {
    const packaged = programsWithoutLinks(temporaryFolder());
    const inTheWay = join(publicFolder(), 'file');
    writeFileSync(inTheWay, '');

    await expect(find({ packaged, copiesIn: [inTheWay] })).rejects.toMatchObject({
      problem: 'programs_unusable',
      message: expect.stringContaining(inTheWay),
    });
    expect(statSync(inTheWay).isFile()).toBe(true);
  });
});

function find(wanted: { packaged: string; copiesIn?: string[] }): Promise<PostgresPrograms> {
  return findPrograms({ account: isRoot ? NOBODY : undefined, dataDir: temporaryFolder(), ...wanted });
}

/** Programs for another C library: the file is there, and the system says that it is not. */
function brokenPrograms(): string {
  const native = join(publicFolder(), 'native');
  mkdirSync(join(native, 'bin'), { recursive: true });
  writeFileSync(join(native, 'bin', 'postgres'), '#!/lib/ld-musl-missing.so.1\n', { mode: 0o755 });
  return native;
}
