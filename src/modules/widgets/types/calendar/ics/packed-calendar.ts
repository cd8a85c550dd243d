import { InvalidError, type ErrorDetail } from '../../../../../common/errors/app-error.js';
import { CALENDAR_LIMITS } from '../calendar.settings.js';
import { extentOf, type Extent } from '../series/extent.js';
import type { IcsProblem } from './components.js';
import type { FileEvent } from './group-events.js';
import { readCalendarFile } from './read-calendar.js';

/** A calendar file that is to be read, and whose it is. */
export interface ReadTask {
  readonly bytes: Uint8Array;
  readonly usersZone: string;
}

/** An event of a file, and on which days it can be. */
export interface ReadFileEvent extends FileEvent {
  readonly extent: Extent;
}

/** The first things of a file that are told of, and how many there are. */
export interface Problems {
  readonly first: readonly IcsProblem[];
  readonly count: number;
}

/** A calendar file as it goes from thread to thread: events as texts, which cost next to nothing on the way. */
export interface PackedCalendar {
  readonly uids: readonly string[];
  /** JSON of `ReadFileEvent`s, in the order of the UIDs. */
  readonly events: readonly string[];
  readonly skipped: Problems;
  readonly notes: Problems;
}

/** What a thread answers. Errors of ours would lose their class on the way, so a refusal travels as what it says. */
export type ReadOutcome =
  | { readonly kind: 'read'; readonly calendar: PackedCalendar }
  | { readonly kind: 'tooMany' }
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly message: string;
      readonly details: readonly ErrorDetail[];
    };

/** Most problems that anybody is told of. */
export const MOST_TOLD = 1_000;
/** What a process can hold of a file while it is stored; an honest file of the greatest size has a quarter of it. */
const MOST_CHARACTERS = 32_000_000;

/** Reads a calendar file and works out on which days its events can be. */
export async function readPacked({ bytes, usersZone }: ReadTask): Promise<ReadOutcome> {
  try {
    // A buffer arrives from another thread as plain bytes.
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const calendar = await readCalendarFile(file, usersZone);
    // Each of them is in the calendar afterwards, whatever was there before.
    const kept = calendar.events.filter(({ isCancelled }) => !isCancelled);
    if (kept.length > CALENDAR_LIMITS.events) return { kind: 'tooMany' };
    return { kind: 'read', calendar: packed(calendar) };
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error;
    const { code, message, details } = error;
    return { kind: 'refused', code, message, details };
  }
}

/** The event that a text of a packed calendar is. */
export function unpacked(text: string): ReadFileEvent {
  return JSON.parse(text) as ReadFileEvent;
}

function packed({ events, skipped, notes }: Awaited<ReturnType<typeof readCalendarFile>>): PackedCalendar {
  let characters = 0;
  const texts = events.map((event) => {
    const text = JSON.stringify({ ...event, extent: extentOf(event.schedule) });
    characters += text.length;
    if (characters > MOST_CHARACTERS) throw tooLarge(event.line);
    return text;
  });
  return {
    uids: events.map(({ uid }) => uid),
    events: texts,
    skipped: problemsOf(skipped),
    notes: problemsOf(notes),
  };
}

/** One more than is told of says from which line on there are more. */
function problemsOf(problems: readonly IcsProblem[]): Problems {
  return { first: problems.slice(0, MOST_TOLD + 1), count: problems.length };
}

function tooLarge(line: number): InvalidError {
  const message = 'the events of a file may have 32 million characters together: split it into several files';
  return new InvalidError('calendar_file_too_large', `${message} (line ${line})`, {
    details: [{ field: `line ${line}`, message }],
  });
}
