import { clockWords, momentWords, named } from '../../../../common/text/caption.js';
import type { Caption, CaptionMoment } from '../../widget-type.contract.js';

/** After so long it is no news that an alarm rings, but since when. */
export const LONG_RINGING_MINUTES = 15;

/** What captions of alarms are about. */
export interface AlarmFacts {
  readonly hasAlarms: boolean;
  /** The alarm that rings now, and when it was due. */
  readonly ringing: { readonly title: string; readonly at: string } | null;
  /** The next of today. */
  readonly today: { readonly title: string; readonly at: string; readonly isSnooze: boolean } | null;
  /** How many ring or come today. */
  readonly ahead: number;
  /** The next of another day. */
  readonly later: { readonly title: string; readonly at: string } | null;
}

/** What an alarm widget is about now. */
export function describeAlarms(facts: AlarmFacts, moment: CaptionMoment): Caption {
  const { ringing, today, ahead } = facts;
  if (ringing !== null) {
    const clause = `${named(ringing.title)} ${ringingWords(new Date(ringing.at), moment)}`;
    return { description: clause, next: { clause, at: moment.now } };
  }
  if (today === null) return { description: laterWords(facts, moment) };
  const at = new Date(today.at);
  const clause = `${named(today.title)} rings ${today.isSnooze ? 'again ' : ''}${momentWords(at, moment)}`;
  return {
    description: ahead > 1 ? `${clause}, then ${ahead - 1} more today` : clause,
    next: { clause, at },
  };
}

function ringingWords(since: Date, { now, timeZone }: CaptionMoment): string {
  const isLong = now.getTime() - since.getTime() >= LONG_RINGING_MINUTES * 60_000;
  return isLong ? `has been ringing since ${clockWords(since, timeZone)}` : 'is ringing';
}

function laterWords({ hasAlarms, later }: AlarmFacts, moment: CaptionMoment): string {
  if (later !== null) return `Next: ${named(later.title)} ${momentWords(new Date(later.at), moment)}`;
  return hasAlarms ? 'No alarm is set to ring' : 'Add your first alarm';
}
