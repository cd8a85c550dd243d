/** What became of a ring: `unanswered` once a later one took its place, `missed` where nobody could ring it in time. */
export type RingState = 'ringing' | 'snoozed' | 'dismissed' | 'unanswered' | 'missed';

/** One occurrence of an alarm: what its clock shows, and the moment in UTC. */
export interface AlarmOccurrence {
  readonly local: string;
  readonly at: string;
}

/** An alarm as other features may hold it. */
export interface AlarmView {
  readonly id: string;
  readonly widgetId: string;
  readonly title: string;
  /** `HH:MM`, ascending. */
  readonly times: readonly string[];
  readonly startDate: string;
  readonly rrule: string | null;
  readonly timeZone: string | null;
  readonly isActive: boolean;
  readonly nextTriggerAt: string | null;
  readonly snoozedUntil: string | null;
  readonly lastTriggeredAt: string | null;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A ring as other features may hold it. */
export interface RingView {
  readonly id: string;
  readonly alarmId: string;
  readonly occurrence: string;
  /** 0 for the occurrence itself, then one more for each snooze. */
  readonly snoozeNumber: number;
  readonly dueAt: string;
  readonly firedAt: string | null;
  readonly state: RingState;
  readonly snoozedUntil: string | null;
}
