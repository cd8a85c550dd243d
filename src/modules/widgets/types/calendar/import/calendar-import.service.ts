import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../../common/auth/actor.js';
import { Clock } from '../../../../../common/time/clock.js';
import { Budget } from '../../../../../common/time/recurrence/search.js';
import { Turn } from '../../../../../common/time/turn.js';
import { UnitOfWork } from '../../../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../../../platform/events/event-log.js';
import { WidgetsService } from '../../../widgets.service.js';
import type { CalendarEvent } from '../calendar-event.entity.js';
import { CalendarEventsRepository } from '../calendar-events.repository.js';
import type { ImportProblem, ImportReport } from '../calendar.contract.js';
import { CalendarEventLimitReached } from '../calendar.errors.js';
import { CalendarFileImported } from '../calendar.events.js';
import { CALENDAR, CALENDAR_LIMITS } from '../calendar.settings.js';
import { CalendarReader } from '../ics/calendar-reader.js';
import { MOST_TOLD, unpacked, type PackedCalendar, type Problems } from '../ics/packed-calendar.js';
import { NearOccurrencesService } from '../near/near-occurrences.service.js';
import { merge, type Merged } from './merge.js';

// Whether a series has a date is asked for older changes alone, which are few.
const MOST_STEPS = 200_000;

interface Outcome {
  readonly line: number;
  readonly merged: Merged;
}

/** Takes calendar files into calendars. */
@Injectable()
export class CalendarImportService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly log: EventLog,
    private readonly clock: Clock,
    private readonly widgets: WidgetsService,
    private readonly calendar: CalendarEventsRepository,
    private readonly near: NearOccurrencesService,
    private readonly reader: CalendarReader,
  ) {}

  /**
   * Takes what can be taken of a file, whole or not at all; doing so twice changes nothing. Throws WidgetNotFound,
   * WidgetTypeMismatch, InvalidError, CalendarFileTooComplex, CalendarReaderBusy, CalendarEventLimitReached.
   */
  async take(actor: Actor, widgetId: string, bytes: Buffer): Promise<ImportReport> {
    await this.widgets.requireOfType(actor, widgetId, CALENDAR);
    const file = await this.reader.read(bytes, actor.timeZone);
    return this.uow.run(async () => {
      await this.widgets.lockOfType(actor, widgetId, CALENDAR);
      const outcomes = await this.merged(actor, widgetId, file);
      const created = eventsOf(outcomes, 'created');
      const updated = eventsOf(outcomes, 'updated');
      const deleted = eventsOf(outcomes, 'deleted');
      await this.requireRoom(widgetId, created.length - deleted.length);

      await this.calendar.delete(
        actor.id,
        deleted.map(({ id }) => id),
      );
      await this.calendar.insert(created);
      await this.calendar.update(updated);
      await this.near.plan([...created, ...updated], actor.timeZone);
      const report = reportOf(outcomes, file);
      if (created.length + updated.length + deleted.length > 0)
        this.log.record(
          new CalendarFileImported(actor.id, {
            widgetId,
            createdIds: created.map(({ id }) => id),
            updatedIds: updated.map(({ id }) => id),
            deletedIds: deleted.map(({ id }) => id),
            unchanged: report.unchanged,
            skipped: report.skipped.length,
          }),
        );
      return report;
    });
  }

  private async merged(actor: Actor, widgetId: string, { uids, events }: PackedCalendar): Promise<Outcome[]> {
    const present = uids.length === 0 ? [] : await this.calendar.lockByUid(widgetId, uids);
    const byUid = new Map(present.map((event) => [event.uid, event]));
    const context = {
      ...{ userId: actor.id, widgetId, now: this.clock.now() },
      ...{ usersZone: actor.timeZone, budget: new Budget(MOST_STEPS) },
    };
    const turn = new Turn();
    const outcomes: Outcome[] = [];
    for (const text of events) {
      if (turn.isOver) await turn.pass();
      const event = unpacked(text);
      outcomes.push({ line: event.line, merged: merge(event, byUid.get(event.uid), context) });
    }
    return outcomes;
  }

  private async requireRoom(widgetId: string, more: number): Promise<void> {
    if (more <= 0) return;
    const most = CALENDAR_LIMITS.events;
    if ((await this.calendar.count(widgetId, most)) + more > most) throw new CalendarEventLimitReached(most);
  }
}

function eventsOf(outcomes: readonly Outcome[], kind: 'created' | 'updated' | 'deleted'): CalendarEvent[] {
  return outcomes.flatMap(({ merged }) => (merged.kind === kind ? [merged.event] : []));
}

function reportOf(outcomes: readonly Outcome[], { skipped, notes }: PackedCalendar): ImportReport {
  const countOf = (kind: Merged['kind']): number =>
    outcomes.filter(({ merged }) => merged.kind === kind).length;
  const refused: ImportProblem[] = outcomes.flatMap(({ line, merged }) =>
    merged.kind === 'skipped' ? [{ line, reason: merged.reason }] : [],
  );
  return {
    created: countOf('created'),
    updated: countOf('updated'),
    unchanged: countOf('unchanged'),
    deleted: countOf('deleted'),
    skipped: toldOf({
      first: [...skipped.first, ...refused].sort((a, b) => a.line - b.line),
      count: skipped.count + refused.length,
    }),
    notes: toldOf(notes),
  };
}

/** A file can have a hundred thousand things to be told of, which nobody reads. */
function toldOf({ first, count }: Problems): readonly ImportProblem[] {
  const next = first[MOST_TOLD];
  if (!next) return first;
  const reason = `${count - MOST_TOLD} more, from this line on, are not listed`;
  return [...first.slice(0, MOST_TOLD), { line: next.line, reason }];
}
