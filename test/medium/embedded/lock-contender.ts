import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeInstanceLock } from '../../../src/platform/embedded/lock.js';
import { inspectProcess } from '../../../src/platform/embedded/processes.js';

// A process that takes and releases the lock of a folder again and again, and at last dies with the lock in its hand.
// Whoever has the lock must find no one else inside: exit code 2 tells that there was.

const [dataDir, rounds] = [process.argv[2]!, Number(process.argv[3])];
const inside = join(dataDir, 'inside');

for (let round = 1; round <= rounds;) {
  let lock;
  try {
    lock = takeInstanceLock(dataDir);
  } catch (error) {
    if ((error as { problem?: string }).problem === 'folder_in_use') continue;
    throw error;
  }
  if (existsSync(inside) && inspectProcess(Number(readFileSync(inside, 'utf8'))) !== undefined)
    process.exit(2);
  writeFileSync(inside, String(process.pid));
  if (round === rounds) process.kill(process.pid, 'SIGKILL');
  rmSync(inside);
  lock.release();
  round += 1;
}
