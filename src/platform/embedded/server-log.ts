import { existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The server's log, opened for one run of a program. */
export interface ServerLog {
  /** An open file descriptor for the program to write to; ours is to be closed. */
  readonly file: number;
  /** The line that tells best why the program ended. */
  explain(): string;
  /** Whether the program has written this. */
  mentions(text: string): boolean;
}

const LIMIT_BYTES = 5_000_000;

/** Where the server writes what went wrong. */
export function logPath(dataDir: string): string {
  return join(dataDir, 'postgres.log');
}

/** Opens the log to append to it, putting a large one aside. */
export function openLog(dataDir: string): ServerLog {
  const path = logPath(dataDir);
  if (existsSync(path) && statSync(path).size > LIMIT_BYTES) renameSync(path, `${path}.1`);
  const file = openSync(path, 'a+', 0o600);
  const { length } = readFileSync(path);
  const written = (): string => readFileSync(path).subarray(length).toString();

  return {
    file,
    mentions: (text) => written().includes(text),
    explain: () => {
      const lines = written().trim().split('\n');
      const telling = lines.find((line) => TROUBLE.test(line)) ?? lines.at(-1) ?? '';
      return `${telling.replace(TROUBLE, '') || 'it ended without a word'} (see ${path})`;
    },
  };
}

const TROUBLE = /^.*?(FATAL|PANIC|error): +/;
