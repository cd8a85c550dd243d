import { randomUUID } from 'node:crypto';
import { closeSync, ftruncateSync, linkSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { rmSync, statSync, unlinkSync, writeFileSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError, errorCode } from './embedded-postgres.errors.js';
import { folderIdentity, inspectProcess, pidSpace } from './processes.js';

/** The right to use a data folder, until it is released or its process ends. */
export interface InstanceLock {
  release(): void;
}

interface Holder {
  readonly pid: number;
  readonly startedAt: string;
  readonly pidSpace: string;
  readonly host: string;
  /** Of which folder: a copied folder brings the lock of its original along. */
  readonly folder: string;
}

const HEARTBEAT_MS = 5_000;
const SILENT_AFTER_MS = 30_000;

/**
 * Takes the data folder, or throws at once when a live instance has it.
 *
 * Locks are numbered files, and the highest number counts. Taking over means to create the next number by `link`,
 * which is atomic and brings the file's whole content; nobody ever removes or replaces the highest one, so nobody can
 * mistake a fresh lock for the stale one that it looked at before. An empty file is a released lock.
 */
export function takeInstanceLock(dataDir: string): InstanceLock {
  const folder = join(dataDir, 'instance');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const claim = join(folder, `claim-${randomUUID()}`);
  writeFileSync(claim, JSON.stringify(ourselves(folder)), { flag: 'wx', mode: 0o600 });

  try {
    for (;;) {
      const latest = latestNumber(folder);
      refuseIfHeld(dataDir, join(folder, String(latest)), claim);
      if (claimNumber(folder, claim, latest + 1)) return hold(join(folder, String(latest + 1)));
    }
  } finally {
    unlinkSync(claim);
  }
}

function ourselves(folder: string): Holder {
  const startedAt = inspectProcess(process.pid)?.startedAt ?? '';
  return {
    pid: process.pid,
    startedAt,
    pidSpace: pidSpace(),
    host: hostname(),
    folder: folderIdentity(folder),
  };
}

function numbers(folder: string): number[] {
  return readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function latestNumber(folder: string): number {
  return Math.max(0, ...numbers(folder));
}

function refuseIfHeld(dataDir: string, lock: string, claim: string): void {
  const holder = readHolder(lock);
  if (holder === undefined || !isAlive(holder, lock, claim)) return;

  const elsewhere = holder.pidSpace === pidSpace() ? '' : ` on ${holder.host}, or in a container there`;
  throw new EmbeddedPostgresError(
    'folder_in_use',
    `Another Brainboard runs on the data folder ${dataDir} (pid ${holder.pid}${elsewhere}). ` +
      'Stop it first, or set DATA_DIR to another folder.',
  );
}

function readHolder(lock: string): Holder | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(lock, 'utf8'));
    return isHolder(content) ? content : undefined;
  } catch (error) {
    // No lock yet, a released one, or one that a power failure left half written.
    if (errorCode(error) === 'ENOENT' || errorCode(error) === undefined) return undefined;
    throw error;
  }
}

function isHolder(content: unknown): content is Holder {
  return (
    typeof content === 'object' && content !== null && 'pid' in content && typeof content.pid === 'number'
  );
}

function isAlive(holder: Holder, lock: string, claim: string): boolean {
  if (holder.pidSpace === pidSpace()) {
    const isHere = holder.folder === folderIdentity(dirname(lock));
    return isHere && inspectProcess(holder.pid)?.startedAt === holder.startedAt;
  }

  // Pids of another machine or container can't be looked up. Its heartbeat can, by the clock of the file system.
  const lastBeat = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return statSync(claim).mtimeMs - lastBeat < SILENT_AFTER_MS;
}

function claimNumber(folder: string, claim: string, number: number): boolean {
  try {
    linkSync(claim, join(folder, String(number)));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    return false;
  }

  for (const older of numbers(folder).filter((each) => each < number)) {
    rmSync(join(folder, String(older)), { force: true });
  }
  // Otherwise the lock that we looked at was superseded and removed before we came.
  return latestNumber(folder) === number;
}

function hold(lock: string): InstanceLock {
  const file = openSync(lock, 'r+');
  const heartbeat = setInterval(beat, HEARTBEAT_MS, file).unref();
  let isHeld = true;

  return {
    release: () => {
      if (!isHeld) return;
      isHeld = false;
      clearInterval(heartbeat);
      ftruncateSync(file, 0);
      closeSync(file);
    },
  };
}

function beat(file: number): void {
  try {
    // Written, not touched: a touch would use this machine's clock instead of the file system's.
    writeSync(file, '{', 0);
  } catch {
    // A full disk must not end the process; the lock only looks older to other machines.
  }
}
