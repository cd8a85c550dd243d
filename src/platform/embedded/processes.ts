import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename } from 'node:path';

/** A living process, as far as the system tells. */
export interface ProcessFacts {
  /** With the pid, this tells a process from a later one that got the same pid. Opaque. */
  readonly startedAt: string;
  /** The name of its program, without a path. */
  readonly program: string;
  /** Its working folder as `device:inode`, where this user may know it. */
  readonly folder: string | undefined;
}

/** What is known of a process; undefined when there is none, or only a zombie that nobody has collected. */
export function inspectProcess(
  pid: number,
  platform: NodeJS.Platform = process.platform,
): ProcessFacts | undefined {
  return platform === 'linux' ? inspectByProc(pid) : inspectByPs(pid);
}

/** A folder's identity, independent of the path that leads to it. */
export function folderIdentity(path: string): string {
  const { dev, ino } = statSync(path);
  return `${dev}:${ino}`;
}

/** Within which machine, and container of it, pids can be compared. */
export function pidSpace(platform: NodeJS.Platform = process.platform): string {
  if (platform !== 'linux') return hostname();
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
}

function inspectByProc(pid: number): ProcessFacts | undefined {
  const line = orUndefined(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (line === undefined) return undefined;

  // The program's name stands in parentheses and may hold spaces and parentheses itself.
  const nameEnd = line.lastIndexOf(')');
  const fields = line.slice(nameEnd + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;

  return {
    startedAt: fields[19] ?? '',
    program: line.slice(line.indexOf('(') + 1, nameEnd),
    folder: orUndefined(() => folderIdentity(`/proc/${pid}/cwd`)),
  };
}

function inspectByPs(pid: number): ProcessFacts | undefined {
  const output = orUndefined(() =>
    execFileSync('ps', ['-p', String(pid), '-o', 'lstart=', '-o', 'stat=', '-o', 'comm='], {
      encoding: 'utf8',
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  const [, startedAt, state, command] =
    /^(\w+ +\w+ +\d+ +[\d:]+ +\d+) +(\S+) +(.+)$/m.exec(output ?? '') ?? [];
  if (startedAt === undefined || state === undefined || command === undefined || state.startsWith('Z'))
    return undefined;
  return { startedAt, program: basename(command), folder: undefined };
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
