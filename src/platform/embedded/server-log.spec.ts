import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFileSync, closeSync, mkdtempSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logPath, openLog, type ServerLog } from './server-log.js';

let folder: string;
let log: ServerLog | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'brainboard-log-'));
});

afterEach(() => {
  if (log !== undefined) closeSync(log.file);
  rmSync(folder, { recursive: true });
});

function write(...lines: string[]): ServerLog {
  log = openLog(folder);
  writeSync(log.file, lines.map((line) => `${line}\n`).join(''));
  return log;
}

describe('the log of a server that ended', () => {
  it.each([
    { lines: ['LOG:  starting', 'x [7] FATAL:  no room', 'LOG:  shut down'], reason: 'no room' },
    { lines: ['initdb: error: no such file', 'hint'], reason: 'no such file' },
    { lines: ['killed'], reason: 'killed' },
    { lines: [], reason: 'it ended without a word' },
  ])('explains it: $reason', ({ lines, reason }) => {
    expect(write(...lines).explain()).toBe(`${reason} (see ${logPath(folder)})`);
  });

  it('speaks of this run only, also where the ones before wrote umlauts', () => {
    appendFileSync(logPath(folder), 'FATAL:  größer als früher\n');

    const run = write('FATAL:  now');

    expect(run.explain()).toMatch(/^now /);
    expect(run.mentions('now')).toBe(true);
    expect(run.mentions('früher')).toBe(false);
  });

  it('is put aside when it has grown large', () => {
    writeFileSync(logPath(folder), 'x'.repeat(5_000_001));

    write('new');

    expect(statSync(logPath(folder)).size).toBe(4);
    expect(statSync(`${logPath(folder)}.1`).size).toBe(5_000_001);
  });
});
