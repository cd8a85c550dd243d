import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pidFilePath, readPidFile } from './postmaster.js';

let cluster: string;

beforeEach(() => {
  cluster = mkdtempSync(join(tmpdir(), 'brainboard-postmaster-'));
});

afterEach(() => {
  rmSync(cluster, { recursive: true });
});

describe('postmaster.pid', () => {
  it('tells the pid and port of a server that starts, and later that it is ready', () => {
    const lines = ['4711', '/data/postgres', '1795572041', '54321', '', '127.0.0.1', ' 16039949         4'];

    writeFileSync(pidFilePath(cluster), [...lines.slice(0, 4), ''].join('\n'));
    expect(readPidFile(cluster)).toEqual({ pid: 4711, port: 54_321, isReady: false });

    writeFileSync(pidFilePath(cluster), [...lines, 'ready   ', ''].join('\n'));
    expect(readPidFile(cluster)).toEqual({ pid: 4711, port: 54_321, isReady: true });
  });

  it.each(['', '\n', 'a letter to Ann\n', '-12\n'])('that holds %j tells nothing', (content) => {
    writeFileSync(pidFilePath(cluster), content);

    expect(readPidFile(cluster)).toBeUndefined();
  });

  it('that is missing tells nothing', () => {
    expect(readPidFile(cluster)).toBeUndefined();
  });
});
