import { lowerPriority } from '../../../platform/threads/low-priority.js';
import { performTextTask } from './text-task.js';

lowerPriority();

/** The entry point of a thread: what it exports is called with each task. */
export default performTextTask;
