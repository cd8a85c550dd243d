import { afterEach, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderIdentity, inspectProcess, pidSpace } from './processes.js';

const hasPs = spawnSync('ps', ['-V']).status === 0;
const platforms = [
  ...(process.platform === 'linux' ? ['linux' as const] : []),
  ...(hasPs ? ['darwin' as const] : []),
];
const children: ChildProcess[] = [];

async function start(program: string, cwd: string): Promise<number> {
  const child = spawn(program, ['600'], { cwd, stdio: 'ignore' });
  children.push(child);
  await once(child, 'spawn');
  return child.pid!;
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

describe.each(platforms)('a process, looked at as on %s', (platform) => {
  it('is known by its program, also when that has spaces and parentheses in its name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'brainboard-processes-'));
    const program = join(folder, 'a ) S 1');
    copyFileSync('/bin/sleep', program);

    const pid = await start(program, folder);

    expect(inspectProcess(pid, platform)?.program).toBe('a ) S 1');
    rmSync(folder, { recursive: true });
  });

  it('tells two processes apart by their start, and stays the same', () => {
    const [once, again] = [inspectProcess(process.pid, platform), inspectProcess(process.pid, platform)];

    expect(once!.startedAt).not.toBe('');
    expect(again).toEqual(once);
    expect(inspectProcess(1, platform)?.startedAt).not.toBe(once!.startedAt);
  });

  it('is not there after its end, though nobody has collected it', async () => {
    // The shell's child ends, and the shell, turned into `sleep`, never asks for it.
    const child = spawn('/bin/sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 600'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    children.push(child);
    const [output] = (await once(child.stdout, 'data')) as [Buffer];
    const zombie = Number(output.toString());

    while (inspectProcess(zombie, platform) !== undefined);
    expect(process.kill(zombie, 0)).toBe(true);
  });

  it('that never was is not there', () => {
    expect(inspectProcess(2 ** 22 + 1, platform)).toBeUndefined();
  });
});

const onLinux = process.platform === 'linux' ? it : it.skip;

onLinux('knows in which folder a process works, whatever path leads there', async () => {
  const pid = await start('sleep', tmpdir());

  expect(inspectProcess(pid)?.folder).toBe(folderIdentity(join(tmpdir(), '.')));
});

onLinux('compares pids within one boot and one container only', () => {
  expect(pidSpace()).toMatch(/^[\da-f-]{36} pid:\[\d+\]$/);
});

it('compares pids within one machine elsewhere', () => {
  expect(pidSpace('darwin')).toBe(hostname());
});
