import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../../common/auth/actor.js';
import { uuidv7 } from '../../../../../common/ids/uuid.js';
import { parseLocalDateTime } from '../../../../../common/time/local-date-time.js';
import { userDay, userDayBounds, type DayRules } from '../../../../../common/time/user-day.js';
import type { Alarm } from '../alarm.entity.js';
import type { AlarmOccurrence } from '../alarms.contract.js';
import { readingsBehind, withoutOccurrence } from '../series/plan.js';
import type { AlarmRing } from './alarm-ring.entity.js';
import { AlarmRingsRepository } from './alarm-rings.repository.js';
import { nearestRing, ringDueAt, type AnsweredRing } from './answered-ring.js';

const HOUR_MS = 3_600_000;

/** The ring that a request means, and what goes with it. */
export interface FoundRing {
  readonly ring: AlarmRing;
  /** Without the occurrence, if that was answered before its ring. */
  readonly alarm: Alarm;
  /** What rings, and what will ring after a snooze. */
  readonly open: readonly AlarmRing[];
  /** Whether it is open, or was due today or within the last hour. */
  readonly isToday: boolean;
}

/** Finds which ring of an alarm a user answers on a device. */
@Injectable()
export class RingAnswersService {
  constructor(private readonly rings: AlarmRingsRepository) {}

  /**
   * The ring that is due at the moment, or else the nearest, of an alarm that is locked. An occurrence that rings on a
   * device before it does here gets its row now, so that the server does not let it ring as well.
   */
  async find(
    actor: Actor,
    alarm: Alarm,
    { dueAt, now }: { readonly dueAt: string | undefined; readonly now: Date },
  ): Promise<FoundRing | undefined> {
    const open = await this.rings.open(alarm.id);
    const since = sinceToday(now, actor);
    const answered =
      dueAt === undefined
        ? nearestRing(alarm, { open, last: await this.rings.lastSince(alarm.id, since) }, now)
        : await this.named(new Date(dueAt), { alarm, open, now });
    if (!answered) return undefined;
    if (answered.kind === 'early') return this.early(actor, alarm, { ...answered, open, now });
    const { kind, ring } = answered;
    return { ring, alarm, open, isToday: kind === 'open' || ring.dueAt >= since };
  }

  private async named(
    dueAt: Date,
    { alarm, open, now }: { alarm: Alarm; open: readonly AlarmRing[]; now: Date },
  ): Promise<AnsweredRing | undefined> {
    return ringDueAt(dueAt, alarm, { open, last: await this.rings.lastOfOccurrence(alarm.id, dueAt) }, now);
  }

  private async early(
    { timeZone }: Actor,
    alarm: Alarm,
    { occurrence, open, now }: { occurrence: AlarmOccurrence; open: readonly AlarmRing[]; now: Date },
  ): Promise<FoundRing> {
    const behind = readingsBehind([{ ...alarm, userZone: timeZone }], now);
    const rung = (await this.rings.rungAfter(behind)).get(alarm.id);
    const ring: AlarmRing = {
      id: uuidv7(now.getTime()),
      alarmId: alarm.id,
      occurrence: parseLocalDateTime(occurrence.local),
      snoozeNumber: 0,
      dueAt: new Date(occurrence.at),
      firedAt: now,
      state: 'ringing',
      snoozedUntil: null,
    };
    await this.rings.insert([ring]);
    const after = withoutOccurrence(alarm, occurrence, { now, timeZone, rung });
    return { ring, alarm: after, open, isToday: true };
  }
}

/** From when on a ring is one of today; soon after midnight an hour is. */
function sinceToday(now: Date, rules: DayRules): Date {
  const { start } = userDayBounds(userDay(now, rules), rules);
  return new Date(Math.min(start.getTime(), now.getTime() - HOUR_MS));
}
