import { performTextTask } from './text-task.js';

/** The entry point of a thread: what it exports is called with each task. */
export default performTextTask;
