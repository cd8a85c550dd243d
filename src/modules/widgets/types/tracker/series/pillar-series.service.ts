import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../../common/auth/actor.js';
import type { GivenDays } from '../../../../../common/time/day-range.js';
import { addDays, type LocalDate } from '../../../../../common/time/local-date.js';
import { Clock } from '../../../../../common/time/clock.js';
import { userDay } from '../../../../../common/time/user-day.js';
import { foldCategory } from '../../../../../common/validation/category.js';
import { Cache } from '../../../../../platform/cache/cache.js';
import { rangeOf } from '../calendar/day-range.js';
import type { DayRange } from '../calendar/tracker-calendar.repository.js';
import {
  PillarSeriesRepository,
  type Bucket,
  type PillarPoint,
  type PillarRow,
} from './pillar-series.repository.js';

const CACHED_MS = 10 * 60_000;

/** A category of widgets, with what its trackers came to. */
export interface Pillar {
  /** Null for the widgets without one. */
  readonly category: string | null;
  readonly trackers: number;
  readonly points: readonly PillarPoint[];
}

/** The series of every category that has trackers. */
export interface PillarSeries extends DayRange {
  /** The day after `to`. */
  readonly before: LocalDate;
  readonly by: Bucket;
  readonly pillars: readonly Pillar[];
}

/** Which series a client asks for. */
export interface GivenSeries extends GivenDays {
  readonly by?: Bucket | undefined;
}

/** Adds up trackers by category. */
@Injectable()
export class PillarSeriesService {
  constructor(
    private readonly series: PillarSeriesRepository,
    private readonly cache: Cache,
    private readonly clock: Clock,
  ) {}

  /** The series of a range, by default of the user's month by day; throws InvalidError. */
  async of(actor: Actor, { by = 'day', ...given }: GivenSeries): Promise<PillarSeries> {
    const today = userDay(this.clock.now(), actor);
    const range = rangeOf(given, today);
    const scope = { userId: actor.id, version: actor.dataVersion };
    const key = `tracker-series:${today}:${range.from}:${range.to}:${by}`;
    return this.cache.remember(scope, key, CACHED_MS, async () => {
      const rows = await this.series.read(actor.id, { ...range, by, today });
      return { ...range, before: addDays(range.to, 1), by, pillars: pillarsOf(rows) };
    });
  }
}

function pillarsOf(rows: readonly PillarRow[]): Pillar[] {
  const pillars = new Map<string | null, Pillar & { readonly points: PillarPoint[] }>();
  for (const { category, trackers, ...point } of rows) {
    const key = category && foldCategory(category);
    const pillar = pillars.get(key) ?? { category, trackers, points: [] };
    pillar.points.push(point);
    pillars.set(key, pillar);
  }
  return [...pillars.values()];
}
