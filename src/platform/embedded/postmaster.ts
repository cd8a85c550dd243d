import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inspectProcess } from './processes.js';

/** A running server: its first process, told from later ones with the same pid, and the port that it listens on. */
export interface Postmaster {
  readonly pid: number;
  readonly startedAt: string;
  readonly port: number;
}

/** What `postmaster.pid` says. */
export interface PidFile {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

const QUIT_MS = 2_000;
const FOREVER = new AbortController().signal;

/** The path of the file in which a server notes its pid. */
export function pidFilePath(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}

/** Reads `postmaster.pid`; undefined when there is none, or it is not whole. */
export function readPidFile(cluster: string): PidFile | undefined {
  const [pid, , , port, , , , state] = readLines(pidFilePath(cluster));
  if (!/^\d+$/.test(pid ?? '')) return undefined;
  return { pid: Number(pid), port: Number(port), isReady: state?.trim() === 'ready' };
}

/** Whether the server still runs. */
export function isRunning({ pid, startedAt }: Omit<Postmaster, 'port'>): boolean {
  return inspectProcess(pid)?.startedAt === startedAt;
}

/**
 * Ends the server: asks it to cut its connections and write everything down; when patience is over ends it the hard way,
 * which loses nothing that was committed. Tells whether it went by itself.
 */
export async function stopPostmaster(server: Postmaster, patience: AbortSignal): Promise<boolean> {
  if (await endsBy('SIGINT', server, patience)) return true;

  // It takes its other processes along, which killing it alone would leave to notice that.
  if (await endsBy('SIGQUIT', server, AbortSignal.timeout(QUIT_MS))) return false;

  await endsBy('SIGKILL', server, FOREVER);
  return false;
}

async function endsBy(signal: NodeJS.Signals, server: Postmaster, patience: AbortSignal): Promise<boolean> {
  if (!isRunning(server)) return true;

  process.kill(server.pid, signal);
  while (isRunning(server)) {
    if (patience.aborted) return false;
    await delay(10);
  }
  return true;
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}
