import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { canEnter, type Account } from './account.js';
import { EmbeddedPostgresError, errorCode } from './embedded-postgres.errors.js';

/** A file of the programs: its path below their folder, its size in bytes, whether it is to be run. */
interface ProgramFile {
  readonly path: string;
  readonly size: number;
  readonly isExecutable: boolean;
}

/**
 * Copies the programs to the first of the folders that is safe, and returns the copy's folder. A copy is named after
 * what it holds, appears at once and complete, and is used again at the next start.
 */
export function copyPrograms(from: string, account: Account | undefined, folders: readonly string[]): string {
  const folder = folders.find((candidate) => prepareFolder(candidate, account));
  if (folder === undefined) {
    throw new EmbeddedPostgresError(
      'programs_unusable',
      `The embedded PostgreSQL in ${from} can't be run there, and there is no safe place to copy it to ` +
        `(tried ${folders.join(', ')}). Run Brainboard as an ordinary user, or set DATABASE_URL.`,
    );
  }

  const files = listFiles(from);
  for (let number = 0; ; number += 1) {
    const target = join(folder, `postgresql-${digest(files)}-${number}`);
    if (!existsSync(target)) publishCopy(from, files, folder, target);
    // A power failure can leave a copy with holes. It may be in use, so it stays, and the next number is taken.
    if (digest(listFiles(join(target, 'native'))) === digest(files)) return join(target, 'native');
  }
}

/** Makes the folder, or checks that only we can write the one that is there: others must not plant programs. */
function prepareFolder(folder: string, account: Account | undefined): boolean {
  try {
    if (mkdirSync(folder, { recursive: true }) !== undefined) chmodSync(folder, 0o755);
    const found = lstatSync(folder);
    const isOurs = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
    return isOurs && (account === undefined || canEnter(folder, account));
  } catch {
    return false;
  }
}

function listFiles(root: string, below = ''): ProgramFile[] {
  return readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry) => {
    const path = join(below, entry.name);
    if (entry.isDirectory()) return listFiles(root, path);
    // Links are made anew in the copy.
    if (!entry.isFile()) return [];
    const { size, mode } = lstatSync(join(root, path));
    return [{ path, size, isExecutable: (mode & 0o100) !== 0 }];
  });
}

function digest(files: readonly ProgramFile[]): string {
  const lines = files.map(({ path, size }) => `${path} ${size}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
}

function copyFiles(from: string, to: string, files: readonly ProgramFile[]): void {
  for (const { path, isExecutable } of files) {
    makeFolder(dirname(join(to, path)));
    copyFileSync(join(from, path), join(to, path));
    chmodSync(join(to, path), isExecutable ? 0o755 : 0o644);
  }
}

/** Makes a folder that others can enter, whatever the umask is. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
  chmodSync(folder, 0o755);
}

function publishCopy(from: string, files: readonly ProgramFile[], folder: string, target: string): void {
  const staging = join(folder, `.new-${randomUUID()}`);
  try {
    copyFiles(from, join(staging, 'native'), files);
    renameSync(staging, target);
  } catch (error) {
    // Another start was faster: its copy is as good as ours.
    if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
