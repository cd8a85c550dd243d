import { lowerPriority } from '../../../../../platform/threads/low-priority.js';
import { renderNote } from './render-note.js';

lowerPriority();

/** The entry point of a thread: what it exports is called with each text. */
export default renderNote;
