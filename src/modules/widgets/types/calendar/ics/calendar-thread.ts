import { lowerPriority } from '../../../../../platform/threads/low-priority.js';
import { readPacked } from './packed-calendar.js';

lowerPriority();

/** The entry point of a thread: what it exports is called with each file. */
export default readPacked;
