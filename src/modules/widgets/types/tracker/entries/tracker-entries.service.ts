import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../../common/auth/actor.js';
import { requireVersion } from '../../../../../common/errors/app-error.js';
import { mapPage, toPage, type PageOf, type PageRequest } from '../../../../../common/paging/page.js';
import { Clock } from '../../../../../common/time/clock.js';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { userDay } from '../../../../../common/time/user-day.js';
import { isUniqueViolation } from '../../../../../platform/database/postgres-errors.js';
import { UnitOfWork } from '../../../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../../../platform/events/event-log.js';
import { differenceOf } from '../../../difference.js';
import { IdTaken } from '../../../widgets.errors.js';
import { StandingService } from '../standing/standing.service.js';
import { toEntryView } from '../tracker-view.js';
import { TRACKER_LIMITS, type EntryView } from '../tracker.contract.js';
import type { Tracker } from '../tracker.entity.js';
import { TrackerEntryLimitReached, TrackerEntryNotFound, TrackerNotFound } from '../tracker.errors.js';
import { TrackerEntryDeleted, TrackerEntryLogged, TrackerEntryUpdated } from '../tracker.events.js';
import { TrackersRepository } from '../trackers.repository.js';
import { changedFields, isTick, newEntry, type EntryChanges, type NewEntry } from './entry-changes.js';
import { entryDay } from './entry-day.js';
import { TrackerEntriesRepository, type EntryFilter } from './tracker-entries.repository.js';
import type { TrackerEntry } from './tracker-entry.entity.js';

/** A repetition so much later is no double tap: a traveler may say it of one date for many hours. */
const REPEATED_AFTER_MS = 3_600_000;

/**
 * What was logged. Every change locks the tracker first and works out its standing from all days, so whatever comes in
 * whatever order, from however many devices, nothing is lost and the standing is right.
 */
@Injectable()
export class TrackerEntriesService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly trackers: TrackersRepository,
    private readonly entries: TrackerEntriesRepository,
    private readonly standings: StandingService,
  ) {}

  /** One page of a tracker's entries, newest first; throws TrackerNotFound. */
  async list(
    actor: Actor,
    trackerId: string,
    filter: EntryFilter,
    page: PageRequest,
  ): Promise<PageOf<EntryView>> {
    if (!(await this.trackers.find(actor.id, trackerId))) throw new TrackerNotFound();
    const rows = await this.entries.list(trackerId, filter, page);
    return mapPage(
      toPage(rows, page.limit, ({ loggedAtKey, id }) => [loggedAtKey, id]),
      toEntryView,
    );
  }

  /** One entry; throws TrackerEntryNotFound. */
  async get(actor: Actor, id: string): Promise<EntryView> {
    const entry = await this.entries.find(actor.id, id);
    if (!entry) throw new TrackerEntryNotFound();
    return toEntryView(entry);
  }

  /**
   * Logs something; throws TrackerNotFound, IdTaken, TrackerEntryLimitReached, InvalidError. A day of a yes/no habit is
   * ticked once, and a day of a habit skipped once: the second time gives the entry that is there.
   */
  async log(actor: Actor, trackerId: string, request: NewEntry): Promise<EntryView> {
    const now = this.clock.now();
    const day = entryDay({ loggedAt: request.loggedAt ?? now, localDate: request.localDate }, actor, now);
    return this.uow.run(async () => {
      const tracker = await this.trackers.lockToLog(actor.id, trackerId);
      if (!tracker) throw new TrackerNotFound();
      const present = await this.findSame(tracker, request, day.localDate);
      if (present) return this.logAgain(actor, tracker, present, { ...request, loggedAt: day.loggedAt });
      await this.requireRoom(tracker);
      const entry = newEntry(tracker, request, day, { actor, now });
      await this.insert(entry);
      await this.refresh(actor, tracker, [entry.localDate], tracker.entryCount + 1);
      const after = toEntryView(entry);
      const { widgetId } = tracker;
      this.events.record(new TrackerEntryLogged(actor.id, { widgetId, trackerId, entryId: entry.id, after }));
      return after;
    });
  }

  /** Changes fields; throws TrackerEntryNotFound, StaleVersionError, InvalidError. */
  update(actor: Actor, id: string, changes: EntryChanges, expectedVersion?: number): Promise<EntryView> {
    return this.uow.run(async () => {
      const { tracker, entry } = await this.lock(actor, id, expectedVersion);
      const now = this.clock.now();
      const changed = Object.assign({}, entry, changedFields(tracker, entry, changes, now));
      const before = toEntryView(entry);
      const difference = differenceOf(before, toEntryView(changed));
      if (!difference) return before;

      const saved = Object.assign({}, changed, { version: entry.version + 1, updatedAt: now });
      await this.entries.update(id, {
        value: saved.value,
        isSkip: saved.isSkip,
        isTick: saved.isTick,
        loggedAt: saved.loggedAt,
        localDate: saved.localDate,
        recordedOn: saved.recordedOn,
        repeatedAt: saved.repeatedAt,
        notes: saved.notes,
        version: saved.version,
        updatedAt: saved.updatedAt,
      });
      await this.refresh(actor, tracker, [entry.localDate, saved.localDate], tracker.entryCount);
      this.events.record(new TrackerEntryUpdated(actor.id, { ...idsOf(tracker, entry), ...difference }));
      return toEntryView(saved);
    });
  }

  /** Deletes an entry; throws TrackerEntryNotFound, StaleVersionError. */
  remove(actor: Actor, id: string, expectedVersion?: number): Promise<void> {
    return this.uow.run(async () => {
      const { tracker, entry } = await this.lock(actor, id, expectedVersion);
      await this.entries.delete(id);
      await this.refresh(actor, tracker, [entry.localDate], tracker.entryCount - 1);
      const before = toEntryView(entry);
      this.events.record(new TrackerEntryDeleted(actor.id, { ...idsOf(tracker, entry), before }));
    });
  }

  /** Deletes all entries of a day; throws TrackerNotFound. */
  removeDay(actor: Actor, trackerId: string, date: LocalDate): Promise<void> {
    return this.uow.run(async () => {
      const tracker = await this.trackers.lock(actor.id, trackerId);
      if (!tracker) throw new TrackerNotFound();
      const deleted = await this.entries.deleteDay(trackerId, date);
      if (deleted.length === 0) return;
      await this.refresh(actor, tracker, [date], tracker.entryCount - deleted.length);
      for (const entry of deleted) {
        const before = toEntryView(entry);
        this.events.record(new TrackerEntryDeleted(actor.id, { ...idsOf(tracker, entry), before }));
      }
    });
  }

  /** What was logged for the day and can only be logged once. */
  private findSame(
    tracker: Tracker,
    request: NewEntry,
    date: LocalDate,
  ): Promise<TrackerEntry | undefined> | undefined {
    // Whoever says 1 after a larger amount adds to it; a tap without a value finds the day done.
    if (isTick(tracker, request)) return this.entries.findTick(tracker.id, date, request.value == null);
    const isSkip = request.isSkip === true && tracker.kind === 'habit';
    return isSkip ? this.entries.findSkip(tracker.id, date) : undefined;
  }

  /** The entry as it is; only notes are new. Throws IdTaken if it has the id that the client made. */
  private async logAgain(
    actor: Actor,
    tracker: Tracker,
    entry: TrackerEntry,
    { id, notes, loggedAt }: NewEntry & { readonly loggedAt: Date },
  ): Promise<EntryView> {
    if (id === entry.id) throw new IdTaken();
    const known = entry.repeatedAt ?? entry.loggedAt;
    if (loggedAt.getTime() - known.getTime() >= REPEATED_AFTER_MS) {
      await this.entries.update(entry.id, { repeatedAt: loggedAt });
      await this.refresh(actor, tracker, [entry.localDate], tracker.entryCount);
    }
    return notes == null ? toEntryView(entry) : this.update(actor, entry.id, { notes });
  }

  /** The tracker is locked before its entry is read, so that of two changes the second sees the first. */
  private async lock(
    actor: Actor,
    id: string,
    expectedVersion: number | undefined,
  ): Promise<{ tracker: Tracker; entry: TrackerEntry }> {
    const tracker = await this.trackers.lockByEntry(actor.id, id);
    const entry = tracker && (await this.entries.find(actor.id, id));
    if (!tracker || !entry) throw new TrackerEntryNotFound();
    requireVersion(expectedVersion, entry.version);
    return { tracker, entry };
  }

  private async requireRoom({ widgetId }: Tracker): Promise<void> {
    const { entries } = await this.trackers.contents(widgetId);
    if (entries >= TRACKER_LIMITS.entries) throw new TrackerEntryLimitReached(TRACKER_LIMITS.entries);
  }

  private async refresh(
    actor: Actor,
    tracker: Tracker,
    dates: readonly LocalDate[],
    entryCount: number,
  ): Promise<void> {
    const today = userDay(this.clock.now(), actor);
    const standing = await this.standings.afterEntries(tracker, dates, today);
    await this.trackers.update(tracker.id, { ...standing, entryCount });
  }

  private async insert(entry: TrackerEntry): Promise<void> {
    try {
      await this.entries.insert(entry);
    } catch (error) {
      if (isUniqueViolation(error, 'tracker_entries_pkey')) throw new IdTaken();
      throw error;
    }
  }
}

function idsOf(
  { widgetId, id: trackerId }: Tracker,
  { id: entryId }: TrackerEntry,
): { widgetId: string; trackerId: string; entryId: string } {
  return { widgetId, trackerId, entryId };
}
