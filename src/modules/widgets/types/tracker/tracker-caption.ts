import { counted, dayWords, named } from '../../../../common/text/caption.js';
import { compareDates, type LocalDate } from '../../../../common/time/local-date.js';
import type { Caption, CaptionMoment } from '../../widget-type.contract.js';
import type { Period, TrackerKind } from './tracker.contract.js';

/** What captions of trackers are about. */
export interface TrackerFacts {
  readonly trackers: number;
  /** How many habits are open today, how many are done, and how many there are. */
  readonly due: number;
  readonly done: number;
  readonly habits: number;
  /** The first open habit; `done` and `times` are of its week or month. */
  readonly open: {
    readonly name: string;
    readonly done: number | null;
    readonly times: number | null;
    readonly period: Period | null;
  } | null;
  /** The longest streak that ends today. */
  readonly atRisk: { readonly name: string; readonly length: number } | null;
  /** The first habit with a limit, and how much of it is used in its day, week or month. */
  readonly limit: {
    readonly name: string;
    readonly used: number;
    readonly limit: number;
    readonly period: Period | null;
  } | null;
  /** The number or scale that was logged last. */
  readonly value: {
    readonly name: string;
    readonly kind: TrackerKind;
    readonly unit: string | null;
    readonly steps: readonly string[] | null;
    readonly value: number | null;
    /** Percent. */
    readonly progress: number | null;
    readonly loggedOn: LocalDate | null;
  } | null;
}

/** What a tracker widget is about now. */
export function describeTrackers(facts: TrackerFacts, moment: CaptionMoment): Caption {
  const { trackers, atRisk, open, due, done, habits, value, limit } = facts;
  if (atRisk !== null) {
    return {
      description: `Your streak of ${atRisk.length} in ${named(atRisk.name)} ends unless you go on today`,
    };
  }
  if (open !== null) return { description: openWords(open, due, done) };
  if (done > 0) return { description: doneWords(done), isDone: true };
  if (value !== null) return { description: valueWords(value, trackers === 1, moment) };
  if (limit !== null) return { description: limitWords(limit) };
  return { description: habits > 0 ? 'Nothing is planned for today' : 'Add your first tracker' };
}

function doneWords(count: number): string {
  if (count === 1) return 'Done for today';
  return count === 2 ? 'Both done for today' : `All ${count} done for today`;
}

function openWords(
  { name, done: doneInPeriod, times, period }: NonNullable<TrackerFacts['open']>,
  due: number,
  done: number,
): string {
  if (due + done > 1) {
    const more = due > 1 ? `${named(name)} and ${due - 1} more are open` : `${named(name)} is open`;
    return done > 0 ? `${done} of ${counted(due + done, 'habit')} done; ${more}` : `${more} today`;
  }
  if (doneInPeriod === null || times === null || period === null) return `${named(name)} is open today`;
  return `${named(name)}: ${doneInPeriod} of ${times} this ${period}`;
}

function limitWords({ name, used, limit, period }: NonNullable<TrackerFacts['limit']>): string {
  const when = period === null || period === 'day' ? 'today' : `this ${period}`;
  if (limit === 0)
    return used === 0
      ? `${named(name)}: none ${when}`
      : `${named(name)}: ${shortNumber(used)} ${when}, and none is the aim`;
  return `${named(name)}: ${shortNumber(used)} of at most ${shortNumber(limit)} ${when}`;
}

function valueWords(
  { name, kind, unit, steps, value, progress, loggedOn }: NonNullable<TrackerFacts['value']>,
  isOnly: boolean,
  { date }: CaptionMoment,
): string {
  if (value === null || loggedOn === null)
    return `Log your first ${kind === 'scale' ? 'entry' : 'value'}${isOnly ? '' : ` in ${named(name)}`}`;
  const step = kind === 'scale' ? steps?.[value - 1] : undefined;
  const amount = step ?? `${shortNumber(value)}${unit === null ? '' : ` ${unit}`}`;
  const way = wayWords(progress);
  const isToday = compareDates(loggedOn, date) === 0;
  const today = way === '' ? ' today' : '';
  const when = isToday ? today : `, logged ${dayWords(loggedOn, date)}`;
  return `${isOnly ? '' : `${named(name)}: `}${amount}${way}${when}`;
}

/** Nothing where there is no goal, or no way was made yet. */
function wayWords(progress: number | null): string {
  const percent = Math.round(progress ?? 0);
  if (percent <= 0) return '';
  return percent >= 100 ? ', goal reached' : `, ${percent} % of the way`;
}

/** At most two decimals. */
function shortNumber(value: number): string {
  return String(Math.round(value * 100) / 100);
}
