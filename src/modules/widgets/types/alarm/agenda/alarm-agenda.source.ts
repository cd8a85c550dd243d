import { Injectable } from '@nestjs/common';
import { daysBetween } from '../../../../../common/time/local-date.js';
import { RecurrenceTooExpensive } from '../../../../../common/time/recurrence/recurrence.errors.js';
import { Turn } from '../../../../../common/time/turn.js';
import { userDay, userDayBounds } from '../../../../../common/time/user-day.js';
import {
  AgendaSourceProvider,
  type AgendaEntries,
  type AgendaSource,
  type AgendaSpan,
} from '../../../agenda-source.contract.js';
import type { Alarm } from '../alarm.entity.js';
import { seriesOf } from '../series/plan.js';
import { AgendaAlarmsRepository, type AgendaRing } from './agenda-alarms.repository.js';

const MOST_ALARMS = 1_000;
const MOST_RINGS = 3_000;

/** Alarms: each ring that was, and each that is to come. */
@AgendaSourceProvider()
@Injectable()
export class AlarmAgendaSource implements AgendaSource {
  readonly key = 'alarm';

  constructor(private readonly alarms: AgendaAlarmsRepository) {}

  async collect(span: AgendaSpan, entries: AgendaEntries): Promise<void> {
    const { userId, startsAt } = span;
    const endsAt = endOf(span, entries);
    const rings = await this.alarms.rings(userId, { startsAt, endsAt, limit: MOST_RINGS + 1 });
    const cut = rings[MOST_RINGS];
    if (cut) entries.endOn(userDay(cut.at, span.rules));
    for (const ring of rings.slice(0, MOST_RINGS)) addRing(ring, span, entries);

    const alarms = await this.alarms.scheduled(userId, endsAt, MOST_ALARMS + 1);
    if (alarms.length > MOST_ALARMS) entries.cutShort();
    const turn = new Turn();
    for (const alarm of alarms.slice(0, MOST_ALARMS)) {
      if (turn.isOver) await turn.pass();
      try {
        for (const ring of scheduledRings(alarm, span, entries)) addRing(ring, span, entries);
      } catch (error) {
        if (!(error instanceof RecurrenceTooExpensive)) throw error;
        entries.cutShort();
      }
    }
  }
}

/** The occurrences of an alarm within the span: those that are stored, and the later ones by its rule. */
function scheduledRings(alarm: Alarm, span: AgendaSpan, entries: AgendaEntries): AgendaRing[] {
  const { id: alarmId, widgetId, title, upcoming, times } = alarm;
  const endsAt = endOf(span, entries);
  const stored = upcoming.map(({ local, at }) => ({ local, at: new Date(at) }));
  const lastStored = stored.at(-1);
  if (lastStored === undefined) return [];
  const from = new Date(Math.max(lastStored.at.getTime(), span.startsAt.getTime() - 1));
  const days = daysBetween(span.first, entries.lastDay) + 2;
  const later = from < endsAt ? seriesOf(alarm, span.rules.timeZone).after(from, times.length * days) : [];
  return [...stored, ...later]
    .filter(({ at }) => at >= span.startsAt && at < endsAt)
    .map(({ local, at }) => ({ alarmId, widgetId, title, occurrence: local, at, state: 'scheduled' }));
}

function addRing(
  { alarmId, widgetId, title, occurrence, at, state }: AgendaRing,
  { rules }: AgendaSpan,
  entries: AgendaEntries,
): void {
  const date = userDay(at, rules);
  entries.add({ date, at, endsAt: null, id: alarmId, widgetId, title, occurrence, state, isOverdue: false });
}

function endOf({ rules, endsAt }: AgendaSpan, { lastDay }: AgendaEntries): Date {
  const { end } = userDayBounds(lastDay, rules);
  return end < endsAt ? end : endsAt;
}
