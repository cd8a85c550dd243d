import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../common/auth/actor.js';
import { InvalidError, requireVersion } from '../../../../common/errors/app-error.js';
import { uuidv7 } from '../../../../common/ids/uuid.js';
import { mapPage, toPage, type PageOf, type PageRequest } from '../../../../common/paging/page.js';
import { Clock } from '../../../../common/time/clock.js';
import type { LocalDate } from '../../../../common/time/local-date.js';
import { userDay } from '../../../../common/time/user-day.js';
import { isUniqueViolation } from '../../../../platform/database/postgres-errors.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../../platform/events/event-log.js';
import { differenceOf } from '../../difference.js';
import { IdTaken } from '../../widgets.errors.js';
import { WidgetsService } from '../../widgets.service.js';
import { HORIZON_YEARS } from './standing/draw-schedule.js';
import { NO_ENTRIES, standingOf } from './standing/standing.js';
import { StandingService } from './standing/standing.service.js';
import { define, redefine, type NewTracker, type TrackerChanges } from './tracker-definition.js';
import { toTrackerView } from './tracker-view.js';
import { TRACKER_LIMITS, type TrackerDefinition, type TrackerView } from './tracker.contract.js';
import type { Tracker } from './tracker.entity.js';
import { TrackerLimitReached, TrackerNotFound } from './tracker.errors.js';
import { TrackerCreated, TrackerDeleted, TrackerUpdated } from './tracker.events.js';
import { TrackersRepository, type ListedTracker, type TrackerFilter } from './trackers.repository.js';

/** The trackers of a user's widgets. */
@Injectable()
export class TrackersService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly widgets: WidgetsService,
    private readonly trackers: TrackersRepository,
    private readonly standings: StandingService,
  ) {}

  /** One page of a widget's trackers, oldest first; throws WidgetNotFound, WidgetTypeMismatch. */
  async list(actor: Actor, widgetId: string, page: PageRequest): Promise<PageOf<TrackerView>> {
    await this.widgets.requireOfType(actor, widgetId, 'tracker');
    return toTrackerPage(await this.trackers.list(actor.id, widgetId, page), page);
  }

  /** One page of the trackers of all widgets, oldest first. */
  async listAll(actor: Actor, filter: TrackerFilter, page: PageRequest): Promise<PageOf<TrackerView>> {
    return toTrackerPage(await this.trackers.listOfUser(actor.id, filter, page), page);
  }

  /** One tracker; throws TrackerNotFound. */
  async get(actor: Actor, id: string): Promise<TrackerView> {
    return toTrackerView(found(await this.trackers.find(actor.id, id)));
  }

  /** Adds a tracker; throws WidgetNotFound, WidgetTypeMismatch, IdTaken, TrackerLimitReached, InvalidError. */
  create(actor: Actor, widgetId: string, request: NewTracker): Promise<TrackerView> {
    return this.uow.run(async () => {
      const weekStart = await this.trackers.lockWidget(actor.id, widgetId);
      await this.widgets.requireOfType(actor, widgetId, 'tracker');
      const { trackers } = await this.trackers.contents(widgetId);
      if (trackers >= TRACKER_LIMITS.trackers) throw new TrackerLimitReached(TRACKER_LIMITS.trackers);
      const now = this.clock.now();
      const today = userDay(now, actor);
      const tracker = newTracker(widgetId, request, define(request, today, weekStart), { now, today });
      await this.insert(tracker);
      const after = toTrackerView(tracker);
      this.events.record(new TrackerCreated(actor.id, { widgetId, trackerId: tracker.id, after }));
      return after;
    });
  }

  /**
   * Changes fields; throws TrackerNotFound, StaleVersionError, InvalidError. A new schedule or goal counts for the whole
   * history, as if it had always been so.
   */
  update(actor: Actor, id: string, changes: TrackerChanges, expectedVersion?: number): Promise<TrackerView> {
    return this.uow.run(async () => {
      const tracker = found(await this.trackers.lock(actor.id, id));
      requireVersion(expectedVersion, tracker.version);
      const now = this.clock.now();
      const today = userDay(now, actor);
      const definition = redefine(tracker, changes, today);
      const changed = Object.assign({}, tracker, definition, {
        version: tracker.version + 1,
        updatedAt: now,
      });
      const before = toTrackerView(tracker);
      const after = toTrackerView(changed);
      const difference = differenceOf(before, after);
      if (!difference) return before;

      const standing = await this.standings.afterDefinition(tracker, withoutDrawing(changed), today);
      requireSomeDay({ ...definition, ...standing });
      await this.trackers.update(id, {
        ...definition,
        ...standing,
        version: changed.version,
        updatedAt: changed.updatedAt,
      });
      const { widgetId } = tracker;
      this.events.record(new TrackerUpdated(actor.id, { widgetId, trackerId: id, ...difference }));
      return after;
    });
  }

  /** Deletes a tracker with its entries; throws TrackerNotFound, StaleVersionError. */
  remove(actor: Actor, id: string, expectedVersion?: number): Promise<void> {
    return this.uow.run(async () => {
      const tracker = found(await this.trackers.lock(actor.id, id));
      requireVersion(expectedVersion, tracker.version);
      await this.trackers.update(id, { deletedAt: this.clock.now(), version: tracker.version + 1 });
      const { widgetId } = tracker;
      this.events.record(
        new TrackerDeleted(actor.id, { widgetId, trackerId: id, before: toTrackerView(tracker) }),
      );
    });
  }

  private async insert(tracker: Tracker): Promise<void> {
    try {
      await this.trackers.insert(tracker);
    } catch (error) {
      if (isUniqueViolation(error, 'trackers_pkey')) throw new IdTaken();
      throw error;
    }
  }
}

function toTrackerPage(rows: readonly ListedTracker[], { limit }: PageRequest): PageOf<TrackerView> {
  return mapPage(
    toPage(rows, limit, ({ createdAtKey, id }) => [createdAtKey, id]),
    toTrackerView,
  );
}

function newTracker(
  widgetId: string,
  { id }: NewTracker,
  definition: TrackerDefinition,
  { now, today }: { readonly now: Date; readonly today: LocalDate },
): Tracker {
  const standing = standingOf({ ...definition, schedule: null, scheduleFrom: null }, NO_ENTRIES, today);
  requireSomeDay({ ...definition, ...standing });
  return {
    id: id ?? uuidv7(now.getTime()),
    widgetId,
    ...definition,
    ...standing,
    entryCount: 0,
    version: 1,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
  };
}

function found(tracker: Tracker | undefined): Tracker {
  if (!tracker) throw new TrackerNotFound();
  return tracker;
}

function withoutDrawing(tracker: Tracker): Tracker {
  return Object.assign({}, tracker, { schedule: null, scheduleFrom: null });
}

function requireSomeDay({ rrule, schedule }: Pick<Tracker, 'rrule' | 'schedule'>): void {
  if (rrule === null || schedule?.includes('1')) return;
  throw InvalidError.field('rrule', `must name a day within ${HORIZON_YEARS} years from startDate`);
}
