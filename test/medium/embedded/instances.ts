import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { canRead, type Account } from '../../../src/platform/embedded/account.js';
import type { EmbeddedPostgresOptions } from '../../../src/platform/embedded/embedded-postgres.js';
import { willServe } from './servers.js';

/** What an instance said first: where its server is, or why there is none. */
export type Outcome =
  | { readonly url: string; readonly adopted: boolean }
  | { readonly problem: string; readonly message: string };

/** An instance in a process and a process group of its own. */
export interface Instance {
  readonly pid: number;
  readonly outcome: Outcome;
  /** Asks it to stop, and waits; the exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
}

export const NOBODY: Account = { uid: 65_534, gid: 65_534 };
export const isRoot = process.getuid?.() === 0;

const script = fileURLToPath(new URL('instance.ts', import.meta.url));
/** To be given to Node by `--import`, so that it runs our TypeScript. */
export const loader = new URL('../../support/register-typescript.mjs', import.meta.url).href;

/** Whether an instance can run as an ordinary user: we may switch, and that user can read Node and the sources. */
export const canSwitchUser = isRoot && canRead(script, NOBODY) && canRead(process.execPath, NOBODY);

/** Starts an instance, not durable unless that is asked for, and waits for its first word. */
export async function startInstance(options: EmbeddedPostgresOptions, account?: Account): Promise<Instance> {
  const child = spawnInstance(options, account);
  const outcome = await firstWord(child);
  return {
    pid: child.pid!,
    outcome,
    stop: () => end(child, 'SIGTERM'),
    kill: async () => {
      await end(child, 'SIGKILL');
    },
  };
}

/** Starts an instance and does not wait. */
export function spawnInstance(options: EmbeddedPostgresOptions, account?: Account): ChildProcess {
  willServe(options.dataDir);
  const command = ['--import', loader, script, JSON.stringify({ durable: false, ...options })];
  return spawn(process.execPath, command, {
    ...account,
    detached: true,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** The database's address, of an instance that must have one. */
export function urlOf({ outcome }: Instance): string {
  if ('url' in outcome) return outcome.url;
  throw new Error(`${outcome.problem}: ${outcome.message}`);
}

async function firstWord(child: ChildProcess): Promise<Outcome> {
  for await (const line of createInterface({ input: child.stdout! })) return JSON.parse(line) as Outcome;
  throw new Error('the instance ended without a word');
}

/** Sends a signal and waits for the end; the exit code. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const over = once(child, 'exit');
  child.kill(signal);
  await over;
  return child.exitCode;
}
