import type { Alarm } from '../alarm.entity.js';
import type { AlarmOccurrence } from '../alarms.contract.js';
import type { AlarmRing } from './alarm-ring.entity.js';

/** How far ahead of the server a device's clock may be. */
export const MOST_EARLY_MS = 5 * 60_000;

// Longer after its time no device rings any more, so that nobody means what was dismissed.
const DISMISSED_FOR_MS = 3_600_000;

/** What a request to snooze or dismiss means. */
export type AnsweredRing =
  /** A device rings before the server: the occurrence has no row yet. */
  | { readonly kind: 'early'; readonly occurrence: AlarmOccurrence }
  /** What rings, or what is still to ring after a snooze. */
  | { readonly kind: 'open'; readonly ring: AlarmRing }
  /** What is over for the server: missed, unanswered, or ended by another device. */
  | { readonly kind: 'closed'; readonly ring: AlarmRing };

/** The rings of an alarm that a request may mean. */
export interface AnswerableRings {
  /** What rings, the newest first, then the snoozes that have not rung yet. */
  readonly open: readonly AlarmRing[];
  /** The last ring of today, or the newest ring of the occurrence that the request names. */
  readonly last: AlarmRing | undefined;
}

/**
 * The ring that is nearest: what rings, else what is due within five minutes, else what was snoozed, else the last ring of
 * today, unless it was dismissed more than an hour after its time.
 */
export function nearestRing(
  alarm: Pick<Alarm, 'upcoming'>,
  { open, last }: AnswerableRings,
  now: Date,
): AnsweredRing | undefined {
  const [newest] = open;
  if (newest?.state === 'ringing') return { kind: 'open', ring: newest };

  const [soonest] = [...earlyRings(alarm, now), ...snoozesBy(open, latestEarly(now))].sort(
    (a, b) => a.at - b.at,
  );
  if (soonest) return soonest.answered;
  if (newest) return { kind: 'open', ring: newest };
  return last && isStillMeant(last, now) ? { kind: 'closed', ring: last } : undefined;
}

/** The ring that was, or will be within five minutes, due at this moment; `last` is the newest of its occurrence. */
export function ringDueAt(
  dueAt: Date,
  alarm: Pick<Alarm, 'upcoming'>,
  { open, last }: AnswerableRings,
  now: Date,
): AnsweredRing | undefined {
  if (last) return { kind: open.some(({ id }) => id === last.id) ? 'open' : 'closed', ring: last };
  return earlyRings(alarm, now).find(({ at }) => at === dueAt.getTime())?.answered;
}

interface TimedRing {
  readonly at: number;
  readonly answered: AnsweredRing;
}

function earlyRings({ upcoming }: Pick<Alarm, 'upcoming'>, now: Date): TimedRing[] {
  return upcoming
    .map((occurrence) => ({
      at: Date.parse(occurrence.at),
      answered: { kind: 'early', occurrence } as const,
    }))
    .filter(({ at }) => at <= latestEarly(now));
}

function snoozesBy(open: readonly AlarmRing[], latest: number): TimedRing[] {
  return open.flatMap((ring) => {
    const at = ring.snoozedUntil?.getTime() ?? Infinity;
    return at <= latest ? [{ at, answered: { kind: 'open', ring } as const }] : [];
  });
}

function isStillMeant({ state, dueAt }: AlarmRing, now: Date): boolean {
  return state !== 'dismissed' || now.getTime() - dueAt.getTime() <= DISMISSED_FOR_MS;
}

function latestEarly(now: Date): number {
  return now.getTime() + MOST_EARLY_MS;
}
