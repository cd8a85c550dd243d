import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { Actor } from '../../../src/common/auth/actor.js';
import type { NewEntry } from '../../../src/modules/widgets/types/tracker/entries/entry-changes.js';
import { TrackerEntriesService } from '../../../src/modules/widgets/types/tracker/entries/tracker-entries.service.js';
import {
  TrackerStatsService,
  type TrackerStats,
} from '../../../src/modules/widgets/types/tracker/stats/tracker-stats.service.js';
import {
  TrackerCalendarService,
  type HeatMap,
  type TrackerCalendar,
} from '../../../src/modules/widgets/types/tracker/calendar/tracker-calendar.service.js';
import {
  PillarSeriesService,
  type GivenSeries,
  type PillarSeries,
} from '../../../src/modules/widgets/types/tracker/series/pillar-series.service.js';
import type { NewTracker } from '../../../src/modules/widgets/types/tracker/tracker-definition.js';
import { ATTENTION, DATA } from '../../../src/modules/widgets/types/tracker/tracker-fragments.js';
import type { EntryView, TrackerView } from '../../../src/modules/widgets/types/tracker/tracker.contract.js';
import { TrackersService } from '../../../src/modules/widgets/types/tracker/trackers.service.js';
import type { AttentionRow } from '../../../src/modules/widgets/widget-type.contract.js';
import { WidgetsService } from '../../../src/modules/widgets/widgets.service.js';
import { actorOf } from '../../factories/actors.js';
import { buildTracker } from '../../factories/trackers.js';
import { signUp, type Person } from '../../factories/users.js';
import { FakeClock } from '../../support/fake-clock.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

/** What a tracker widget shows of one tracker. */
export interface ShownTracker {
  readonly id: string;
  readonly name: string;
  readonly currentValue: number | null;
  readonly progress: number | null;
  readonly strength: number | null;
  readonly limit: {
    readonly amount: number;
    readonly period: string;
    readonly used: number;
    readonly isReached: boolean;
    readonly isExceeded: boolean;
  } | null;
  readonly quota: { readonly times: number; readonly period: string; readonly done: number } | null;
  readonly isYesNo: boolean;
  readonly today: {
    readonly date: string;
    readonly entries: number;
    readonly isTicked: boolean;
    readonly entryIds: readonly string[];
    readonly value: number | null;
    readonly isScheduled: boolean;
    readonly isDue: boolean;
    readonly isDone: boolean;
    readonly isSkipped: boolean;
  };
  readonly streak: { readonly current: number; readonly longest: number; readonly isAtRisk: boolean };
  readonly days: readonly {
    readonly date: string;
    readonly value: number | null;
    readonly isDone: boolean;
  }[];
}

/** What a tracker widget shows. */
export interface ShownWidget {
  readonly counts: Record<'trackers' | 'scheduled' | 'done' | 'due' | 'atRisk', number>;
  readonly trackers: readonly ShownTracker[];
}

/** How a tracker widget stands in the evening of a day. */
export type Attention = AttentionRow;

const CONTEXT = `WITH asked (widget_id, type, settings) AS (SELECT id, type, settings FROM widgets WHERE id = $1),
  day (user_id, date, starts_at, ends_at, now, evening_at, day_starts) AS (
    SELECT NULL::uuid, $2::date, now(), now(), now(), now(), ARRAY[now()]
  )`;

/** The program with a clock that stands still, a person, and the services that they use. */
export class TrackerWorld {
  private constructor(
    readonly app: TestApp,
    readonly clock: FakeClock,
    readonly person: Person,
    readonly actor: Actor,
  ) {}

  /** @param now the moment at which it begins */
  static async start(now: string, env: Readonly<Record<string, string>> = {}): Promise<TrackerWorld> {
    const clock = new FakeClock(now);
    const app = await startTestApp({ clock, env });
    const person = await signUp(app);
    return new TrackerWorld(app, clock, person, await actorOf(app, person));
  }

  /** Starts one for the tests of a block, each of which finds its clock where it began. */
  static forTests(now: string, use: (world: TrackerWorld) => void): void {
    let world: TrackerWorld;
    beforeAll(async () => {
      world = await TrackerWorld.start(now);
      use(world);
    });
    beforeEach(() => {
      world.clock.set(now);
    });
    afterAll(() => world.close());
  }

  close(): Promise<void> {
    return this.app.close();
  }

  get trackers(): TrackersService {
    return this.app.app.get(TrackersService, { strict: false });
  }

  get entries(): TrackerEntriesService {
    return this.app.app.get(TrackerEntriesService, { strict: false });
  }

  get calendars(): TrackerCalendarService {
    return this.app.app.get(TrackerCalendarService, { strict: false });
  }

  get pillars(): PillarSeriesService {
    return this.app.app.get(PillarSeriesService, { strict: false });
  }

  get widgets(): WidgetsService {
    return this.app.app.get(WidgetsService, { strict: false });
  }

  get database(): DataSource {
    return this.app.app.get(DataSource);
  }

  /** The person with other days than those of their account. */
  actorWith(given: Partial<Actor>): Actor {
    return { ...this.actor, ...given };
  }

  async addWidget(settings: object = {}, given: { category?: string } = {}): Promise<string> {
    const request = {
      type: 'tracker',
      title: 'Health',
      frequency: 'daily',
      importance: 3,
      settings,
    } as const;
    const { id } = await this.widgets.create(this.actor, {
      ...request,
      ...given,
      isActive: true,
      isPinned: false,
    });
    return id;
  }

  /** Adds a tracker, in a widget of its own where none is named. */
  async add(given: Partial<NewTracker> = {}, widgetId?: string): Promise<TrackerView> {
    return this.trackers.create(this.actor, widgetId ?? (await this.addWidget()), buildTracker(given));
  }

  /** Logs something at noon in UTC on each of the days. */
  async logOn(trackerId: string, dates: readonly string[], given: NewEntry = {}): Promise<EntryView[]> {
    const logged: EntryView[] = [];
    for (const date of dates) {
      const loggedAt = new Date(`${date}T12:00:00Z`);
      logged.push(await this.entries.log(this.actor, trackerId, { loggedAt, ...given }));
    }
    return logged;
  }

  /** Stats as they are now, never from the cache. */
  async statsOf(
    trackerId: string,
    { actor = this.actor, from, before }: { actor?: Actor; from?: string; before?: string } = {},
  ): Promise<TrackerStats> {
    const { dataVersion } = await actorOf(this.app, this.person);
    const service = this.app.app.get(TrackerStatsService, { strict: false });
    return service.of({ ...actor, dataVersion }, trackerId, { from, before });
  }

  /** The calendar as it is now; so are heat maps and series. */
  async calendarOf(trackerId: string, given: { from?: string; to?: string } = {}): Promise<TrackerCalendar> {
    return this.calendars.calendar(await actorOf(this.app, this.person), trackerId, given);
  }

  async heatMapOf(trackerId: string, year?: number): Promise<HeatMap> {
    return this.calendars.heatMap(await actorOf(this.app, this.person), trackerId, year);
  }

  async series(given: GivenSeries = {}, person = this.person): Promise<PillarSeries> {
    return this.pillars.of(await actorOf(this.app, person), given);
  }

  /** What the widget shows on a day. */
  async shownOn(widgetId: string, date: string): Promise<ShownWidget> {
    const rows: { data: ShownWidget }[] = await this.database.query(`${CONTEXT} ${DATA}`, [widgetId, date]);
    return rows[0]!.data;
  }

  /** What of the widget calls for attention on a day, if anything. */
  async attentionOn(widgetId: string, date: string): Promise<Attention | undefined> {
    const rows: Attention[] = await this.database.query(`${CONTEXT} ${ATTENTION}`, [widgetId, date]);
    return rows[0];
  }
}
