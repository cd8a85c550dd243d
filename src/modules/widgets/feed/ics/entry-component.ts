import type {
  CalendarEntry,
  EntryChange,
  EntryTask,
  EntryTexts,
  EntryTime,
} from '../../calendar-source.contract.js';
import { component, textList, textValue, type ContentLine } from './content-line.js';
import { ruleValue } from './rule-value.js';
import { spanLines, timesLine, utcValue } from './times.js';

const FROM_HERE = 'RECURRENCE-ID;RANGE=THISANDFUTURE';

/** An entry under the name that the world knows it by. */
export interface NamedEntry extends CalendarEntry {
  readonly uid: string;
}

/** How tasks are written: as events, which every calendar shows, or as things to do, which few do. */
export const TASK_FORMS = ['events', 'todos'] as const;

/** How tasks are written. */
export type TaskForm = (typeof TASK_FORMS)[number];

/** An entry and its changed occurrences; a task that is done is none of the events. */
export function entryComponents(entry: NamedEntry, form: TaskForm): ContentLine[] {
  const { task } = entry;
  if (task === null) return eventComponents(entry);
  if (form === 'todos') return todoComponent(entry, task);
  return task.completedAt === null ? eventComponents(entry) : [];
}

function eventComponents(entry: NamedEntry): ContentLine[] {
  const changes = entry.series?.changes ?? [];
  return [
    ...component('VEVENT', [
      ...identity(entry),
      ...texts(entry),
      ...common(entry),
      ...spanLines(entry.time),
      ...seriesLines(entry),
    ]),
    ...changes.flatMap((change) => changeComponent(entry, change)),
  ];
}

function changeComponent(entry: NamedEntry, change: EntryChange): ContentLine[] {
  return component('VEVENT', [
    ...identity(entry),
    timesLine(change.isForFollowing ? FROM_HERE : 'RECURRENCE-ID', entry.time, [change.recurrenceId]),
    ...texts(change),
    ...common(entry),
    ...spanLines(change.time),
  ]);
}

/** One that recurs has a beginning, since its rule needs one; another is due. */
function todoComponent(entry: NamedEntry, task: EntryTask): ContentLine[] {
  const { time, series } = entry;
  const starts = series === null ? 'DUE' : 'DTSTART';
  const own = [timesLine(starts, time, [time.starts]), ...seriesLines(entry)];
  const changes = series?.changes ?? [];
  return [
    ...todo(entry, entry, task, own),
    ...changes.flatMap((change) =>
      todo(entry, change, task, [
        timesLine('RECURRENCE-ID', time, [change.recurrenceId]),
        timesLine(starts, change.time, [change.time.starts]),
      ]),
    ),
  ];
}

function todo(
  entry: NamedEntry,
  said: EntryTexts,
  { priority, completedAt }: EntryTask,
  times: readonly ContentLine[],
): ContentLine[] {
  return component('VTODO', [
    ...identity(entry),
    ...texts(said),
    ...categories(entry),
    ...times,
    // RFC 5545 counts from 1 to 9.
    ['PRIORITY', String(2 * priority - 1)],
    ...done(completedAt),
  ]);
}

function done(completedAt: Date | null): ContentLine[] {
  if (completedAt === null) return [['STATUS', 'NEEDS-ACTION']];
  return [
    ['STATUS', 'COMPLETED'],
    ['COMPLETED', utcValue(completedAt)],
  ];
}

function identity({ uid, createdAt, changedAt }: NamedEntry): ContentLine[] {
  // Without a METHOD the stamp says when the entry was last changed, so that an unchanged file stays the same.
  return [
    ['UID', textValue(uid)],
    ['DTSTAMP', utcValue(changedAt)],
    ['CREATED', utcValue(createdAt)],
    ['LAST-MODIFIED', utcValue(changedAt)],
  ];
}

function texts({ title, description, location }: EntryTexts): ContentLine[] {
  return [
    ['SUMMARY', textValue(title)],
    ...optional('DESCRIPTION', description),
    ...optional('LOCATION', location),
  ];
}

function common(entry: NamedEntry): ContentLine[] {
  return [...categories(entry), ['TRANSP', entry.isBusy ? 'OPAQUE' : 'TRANSPARENT']];
}

function categories(entry: NamedEntry): ContentLine[] {
  return entry.categories.length === 0 ? [] : [['CATEGORIES', textList(entry.categories)]];
}

function optional(name: string, text: string | null): ContentLine[] {
  return text === null || text === '' ? [] : [[name, textValue(text)]];
}

function seriesLines({ time, series }: { time: EntryTime } & Pick<CalendarEntry, 'series'>): ContentLine[] {
  if (series === null) return [];
  const { rrules, rdates, exdates } = series;
  return [
    ...rrules.map((rrule): ContentLine => ['RRULE', ruleValue(rrule, time)]),
    ...(rdates.length === 0 ? [] : [timesLine('RDATE', time, rdates)]),
    ...(exdates.length === 0 ? [] : [timesLine('EXDATE', time, exdates)]),
  ];
}
