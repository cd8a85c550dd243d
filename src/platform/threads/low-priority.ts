import { getPriority, platform, setPriority } from 'node:os';
import { isMainThread } from 'node:worker_threads';

/** Like `nice 10`. */
const LOW = 10;

/** Lets a thread get out of the way of the one that answers requests. */
export function lowerPriority(): void {
  // On Linux a priority is the thread's own; elsewhere it would be that of the whole process.
  if (!isMainThread && platform() === 'linux') setPriority(Math.max(getPriority(), LOW));
}
