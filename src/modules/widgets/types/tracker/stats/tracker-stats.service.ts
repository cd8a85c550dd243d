import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../../common/auth/actor.js';
import { InvalidError } from '../../../../../common/errors/app-error.js';
import { Clock } from '../../../../../common/time/clock.js';
import {
  addDays,
  daysBetween,
  fromEpochDay,
  parseLocalDate,
  toEpochDay,
  type LocalDate,
} from '../../../../../common/time/local-date.js';
import { userDay, userEvening } from '../../../../../common/time/user-day.js';
import { Cache } from '../../../../../platform/cache/cache.js';
import { significant } from '../amount.js';
import { dayFactsOf, type DayFacts } from '../days/day-facts.js';
import { historyStart } from '../standing/draw-schedule.js';
import { periodOf, quotaOf } from '../standing/periods.js';
import { scheduleOf, type DrawnSchedule } from '../standing/schedule.js';
import { isWithin, keptPeriods, type LimitHistory } from '../standing/limit.js';
import { beginOf, limitHistoryOf, scheduledUnits } from '../standing/standing.js';
import type { DayMarks } from '../standing/streak.js';
import type { Period, TrackerDefinition } from '../tracker.contract.js';
import { TrackerNotFound } from '../tracker.errors.js';
import { completionUntil, type Completion } from './completion.js';
import {
  TrackerStatsRepository,
  type DayRow,
  type StatsRow,
  type StatsWindow,
  type Totals,
} from './tracker-stats.repository.js';
import { projectedOn, trendOf, type Trend } from './trend.js';

const LONGEST_SERIES_DAYS = 366;
const DEFAULT_SERIES_DAYS = 30;
const CACHED_MS = 10 * 60_000;
const NOTHING = { value: null, entries: 0, isDone: false, isSkipped: false } as const;

/** A day of the series for charts. */
export interface StatsDay extends DayRow {
  readonly isScheduled: boolean;
}

/** How a tracker stands on the user's today, and what was logged in a window of days. */
export interface TrackerStats {
  readonly trackerId: string;
  readonly currentValue: number | null;
  readonly progress: number | null;
  /** How firm the habit is, 0 to 1; null where nothing is scheduled, or nothing was done yet. */
  readonly strength: number | null;
  readonly today: StatsDay & { readonly isDue: boolean };
  readonly streak: {
    readonly unit: Period;
    readonly current: number;
    readonly longest: number;
    readonly through: LocalDate | null;
    readonly isAtRisk: boolean;
  };
  readonly completion: {
    readonly last7: Completion;
    readonly last30: Completion;
    readonly last90: Completion;
  };
  /** Of the days of the window. */
  readonly trend: Trend | null;
  /** When the trend reaches the target. */
  readonly projectedOn: LocalDate | null;
  readonly totals: { readonly from: LocalDate; readonly before: LocalDate } & Totals;
  readonly days: readonly StatsDay[];
}

/** The days (`YYYY-MM-DD`) that charts are for: `from` included, `before` excluded. */
export interface SeriesWindow {
  readonly from?: string | undefined;
  readonly before?: string | undefined;
}

/** Works out stats. */
@Injectable()
export class TrackerStatsService {
  constructor(
    private readonly stats: TrackerStatsRepository,
    private readonly cache: Cache,
    private readonly clock: Clock,
  ) {}

  /** The stats of one tracker; by default with the series of the last 30 days. Throws TrackerNotFound, InvalidError. */
  async of(actor: Actor, trackerId: string, series: SeriesWindow): Promise<TrackerStats> {
    const now = this.clock.now();
    const today = userDay(now, actor);
    const evening = userEvening(today, actor);
    const window = { today, now, evening, history: historyStart(today), ...seriesWindow(series, today) };
    const scope = { userId: actor.id, version: actor.dataVersion };
    const part = now < evening ? 'day' : 'evening';
    const key = `tracker-stats:${trackerId}:${today}:${part}:${window.from}:${window.before}`;
    return this.cache.remember(scope, key, CACHED_MS, () => this.load(actor.id, trackerId, window));
  }

  private async load(userId: string, trackerId: string, window: StatsWindow): Promise<TrackerStats> {
    const row = await this.stats.read(userId, trackerId, window);
    if (!row) throw new TrackerNotFound();
    return toStats(trackerId, row, window);
  }
}

function seriesWindow(
  { from, before }: SeriesWindow,
  today: LocalDate,
): { readonly from: LocalDate; readonly before: LocalDate } {
  const end = before === undefined ? addDays(today, 1) : parseLocalDate(before);
  const start = from === undefined ? addDays(end, -DEFAULT_SERIES_DAYS) : parseLocalDate(from);
  const days = daysBetween(start, end);
  if (days < 1) throw InvalidError.field('from', 'must be earlier than before (by default tomorrow)');
  if (days > LONGEST_SERIES_DAYS) {
    throw InvalidError.field('from', `must be at most ${LONGEST_SERIES_DAYS} days earlier than before`);
  }
  return { from: start, before: end };
}

function toStats(trackerId: string, row: StatsRow, window: StatsWindow): TrackerStats {
  const { definition, schedule: drawn, scheduleFrom } = row;
  const tracker = { ...definition, schedule: drawn, scheduleFrom };
  const facts = dayFactsOf(row.history, definition.freezes);
  const begin = beginOf(definition, facts.firstOn);
  const schedule = scheduleOf(tracker);
  const day = toEpochDay(window.today);
  const limit = limitHistoryOf(tracker, facts);
  const trend = trendOf(
    row.days.flatMap(({ date, value }) => (value === null ? [] : [[toEpochDay(date), value]])),
  );
  return {
    trackerId,
    currentValue: row.currentValue,
    progress: row.progress,
    strength: row.strength,
    today: { date: window.today, ...row.today },
    streak: {
      unit: definition.period ?? 'day',
      current: row.currentStreak,
      longest: row.longestStreak,
      through: limit && row.currentStreak > 0 ? lastKept(limit, day) : row.streakThrough,
      isAtRisk: row.isAtRisk,
    },
    completion: limit ? limitCompletionsOf(limit, day) : completionsOf(tracker, facts, begin, day),
    trend: trend && roundedTrend(trend),
    projectedOn:
      definition.kind === 'habit'
        ? null
        : projectedOn(trend, { ...definition, currentValue: row.currentValue }, { date: window.today, day }),
    totals: { from: window.from, before: window.before, ...row.totals },
    days: denseDays(row, window, {
      marks: facts.marks,
      limit,
      today: day,
      isScheduled: (each) => each >= begin && schedule.has(each),
    }),
  };
}

function roundedTrend({ perDay, standardError, days }: Trend): Trend {
  return {
    perDay: significant(perDay),
    standardError: standardError === null ? null : significant(standardError),
    days,
  };
}

/** Of the periods that are over. */
function limitCompletionsOf(limit: LimitHistory, today: number): TrackerStats['completion'] {
  const units = keptPeriods(limit, today - 1);
  const completionOver = completionUntil({ ...units, today: today - 1, begin: limit.begin, isOver: true });
  return { last7: completionOver(7), last30: completionOver(30), last90: completionOver(90) };
}

function lastKept(limit: LimitHistory, today: number): LocalDate | null {
  const { marks } = keptPeriods(limit, today - 1);
  const last = [...marks].findLast(([, mark]) => mark === 'done');
  return last ? fromEpochDay(last[0]) : null;
}

function completionsOf(
  tracker: TrackerDefinition & DrawnSchedule,
  { marks }: DayFacts,
  begin: number,
  day: number,
): TrackerStats['completion'] {
  const units = scheduledUnits(tracker, marks, begin);
  const quota = quotaOf(tracker);
  // A week or month stands on its last day, which is yet to come.
  const today = quota ? periodOf(day, quota).last : day;
  const completionOver = completionUntil({ ...units, today, begin });
  return { last7: completionOver(7), last30: completionOver(30), last90: completionOver(90) };
}

/** Every day of the window, also those on which nothing was logged. */
function denseDays(
  { days }: StatsRow,
  { from, before }: StatsWindow,
  { marks, limit, today, isScheduled }: DayRules,
): StatsDay[] {
  const byDate = new Map(days.map((day) => [day.date, day]));
  return Array.from({ length: daysBetween(from, before) }, (_, i) => {
    const day = toEpochDay(from) + i;
    const date = fromEpochDay(day);
    const row = byDate.get(date) ?? { date, ...NOTHING };
    const scheduled = isScheduled(day);
    const isSkipped = limit ? limit.isSkipped(day) : row.isSkipped || marks.get(day) === 'skipped';
    const isDone = limit ? scheduled && !isSkipped && day <= today && isWithin(limit, day) : row.isDone;
    return { ...row, isDone, isSkipped, isScheduled: scheduled };
  });
}

/** By what it is found what a day of the series is. */
interface DayRules {
  readonly marks: DayMarks;
  readonly limit: LimitHistory | null;
  readonly today: number;
  readonly isScheduled: (day: number) => boolean;
}
