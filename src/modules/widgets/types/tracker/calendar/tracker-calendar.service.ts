import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../../common/auth/actor.js';
import type { GivenDays } from '../../../../../common/time/day-range.js';
import { Clock } from '../../../../../common/time/clock.js';
import {
  addDays,
  daysBetween,
  fromEpochDay,
  parseLocalDate,
  toEpochDay,
  type LocalDate,
} from '../../../../../common/time/local-date.js';
import { userDay } from '../../../../../common/time/user-day.js';
import { Cache } from '../../../../../platform/cache/cache.js';
import { dayFactsOf } from '../days/day-facts.js';
import { frozenDays } from '../freezes.js';
import { limitOf } from '../standing/limit.js';
import type { TrackerDefinition } from '../tracker.contract.js';
import { TrackerNotFound } from '../tracker.errors.js';
import { rangeOf } from './day-range.js';
import { dayStates, type DayState } from './day-state.js';
import { heatLevels, type HeatDay, type HeatLevel } from './heat-level.js';
import { TrackerCalendarRepository, type CalendarRow, type DayRange } from './tracker-calendar.repository.js';

const CACHED_MS = 10 * 60_000;

/** A day of a tracker's calendar. */
export interface CalendarDay {
  readonly date: LocalDate;
  readonly value: number | null;
  /** Skips aside. */
  readonly entries: number;
  readonly state: DayState;
}

/** A tracker's days in a range, every one of them. */
export interface TrackerCalendar extends DayRange {
  readonly trackerId: string;
  /** The day after `to`. */
  readonly before: LocalDate;
  readonly days: readonly CalendarDay[];
}

/** A tracker's year, day by day, with how strongly each is coloured. */
export interface HeatMap {
  readonly trackerId: string;
  readonly year: number;
  /** How many days are done. */
  readonly done: number;
  readonly days: readonly (CalendarDay & { readonly level: HeatLevel })[];
}

interface ShownCalendar extends Omit<TrackerCalendar, 'before'> {
  readonly levels: readonly HeatLevel[];
}

/** Draws calendars. */
@Injectable()
export class TrackerCalendarService {
  constructor(
    private readonly calendars: TrackerCalendarRepository,
    private readonly cache: Cache,
    private readonly clock: Clock,
  ) {}

  /** The days of a range, by default of the user's month; throws TrackerNotFound, InvalidError. */
  async calendar(actor: Actor, trackerId: string, given: GivenDays): Promise<TrackerCalendar> {
    const range = rangeOf(given, this.today(actor));
    const { from, to, days } = await this.load(actor, trackerId, range);
    return { trackerId, from, before: addDays(to, 1), to, days };
  }

  /** A whole year, by default the user's present one; throws TrackerNotFound. */
  async heatMap(actor: Actor, trackerId: string, year?: number): Promise<HeatMap> {
    const shownYear = year ?? Number(this.today(actor).slice(0, 4));
    const range = { from: parseLocalDate(`${shownYear}-01-01`), to: parseLocalDate(`${shownYear}-12-31`) };
    const { days, levels } = await this.load(actor, trackerId, range);
    return {
      trackerId,
      year: shownYear,
      done: days.filter(({ state }) => state === 'done').length,
      days: days.map((day, i) => ({ ...day, level: levels[i] ?? 0 })),
    };
  }

  private load(actor: Actor, trackerId: string, range: DayRange): Promise<ShownCalendar> {
    const today = this.today(actor);
    const scope = { userId: actor.id, version: actor.dataVersion };
    const key = `tracker-calendar:${trackerId}:${today}:${range.from}:${range.to}`;
    return this.cache.remember(scope, key, CACHED_MS, async () => {
      const row = await this.calendars.read(actor.id, trackerId, range);
      if (!row) throw new TrackerNotFound();
      return toCalendar(trackerId, row, range, today);
    });
  }

  private today(actor: Actor): LocalDate {
    return userDay(this.clock.now(), actor);
  }
}

function toCalendar(
  trackerId: string,
  { definition, schedule, scheduleFrom, firstOn, history, shown }: CalendarRow,
  { from, to }: DayRange,
  today: LocalDate,
): ShownCalendar {
  const tracker = { ...definition, schedule, scheduleFrom };
  const facts = { ...dayFactsOf(history, definition.freezes), firstOn };
  const frozen = new Set(frozenDays(definition.freezes));
  const isFrozen = (day: number): boolean => frozen.has(day);
  const stateOf = dayStates({ tracker, days: facts, isFrozen, today: toEpochDay(today) });
  const byDate = new Map(shown.map((day) => [day.date, day]));

  const first = toEpochDay(from);
  const dates = Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => fromEpochDay(first + i));
  const rows = dates.map((date, i) => {
    const { value = null, entries = 0 } = byDate.get(date) ?? {};
    return { date, value, entries, state: stateOf(first + i) };
  });
  const heat = rows.map((day, i) => heatDay(definition, day, facts.credits.get(first + i) ?? 0));
  return { trackerId, from, to, days: rows, levels: heat.map(heatLevels(definition, heat)) };
}

/** A day on which nothing was logged keeps a limit. */
function heatDay(tracker: TrackerDefinition, { value, state }: CalendarDay, credit: number): HeatDay {
  const limit = limitOf(tracker);
  if (!limit) return { value, credit };
  if (state === 'done') return { value: value ?? 0, credit: 1 };
  return { value, credit: state === 'missed' && limit.period !== 'day' ? 0 : credit };
}
