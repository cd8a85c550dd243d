import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPidFile } from '../../src/platform/embedded/postmaster.js';
import { inspectProcess } from '../../src/platform/embedded/processes.js';
import { until } from './until.js';

const folders: string[] = [];

/** A temporary data folder whose path has a space in it. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'brainboard acceptance '));
  folders.push(folder);
  return folder;
}

/** Removes the data folders, with the servers that killed programs left on them. */
export async function removeDataFolders(): Promise<void> {
  for (const folder of folders.splice(0)) {
    const pid = serverOn(folder);
    if (pid !== undefined) {
      process.kill(pid, 'SIGKILL');
      await until(
        () => inspectProcess(pid),
        (facts) => facts === undefined,
      );
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The process of the PostgreSQL on a data folder, if one runs. */
export function serverOn(dataDir: string): number | undefined {
  const pid = readPidFile(join(dataDir, 'postgres'))?.pid;
  return pid !== undefined && inspectProcess(pid)?.program === 'postgres' ? pid : undefined;
}

/** Processes whose arguments or working folder name the data folder. */
export function processesOn(dataDir: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => isOn(dataDir, pid))
    .map(Number);
}

function isOn(dataDir: string, pid: string): boolean {
  try {
    const folder = readlinkSync(`/proc/${pid}/cwd`);
    return folder.startsWith(dataDir) || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dataDir);
  } catch {
    // It has ended meanwhile, or is none of ours.
    return false;
  }
}
