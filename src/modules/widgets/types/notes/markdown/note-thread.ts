import { getPriority, platform, setPriority } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import { renderNote } from './render-note.js';

/** Like `nice 10`: the thread gets out of the way of the one that answers requests. */
const LOW = 10;

// On Linux a priority is the thread's own; elsewhere it would be that of the whole process.
if (!isMainThread && platform() === 'linux') setPriority(Math.max(getPriority(), LOW));

/** The entry point of a thread: what it exports is called with each text. */
export default renderNote;
