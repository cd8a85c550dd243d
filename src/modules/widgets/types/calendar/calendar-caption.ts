import { clockWords, dayWords, momentWords, named } from '../../../../common/text/caption.js';
import type { LocalDate } from '../../../../common/time/local-date.js';
import type { Caption, CaptionMoment } from '../../widget-type.contract.js';

/** What captions of calendars are about. */
export interface CalendarFacts {
  readonly hasEvents: boolean;
  /** Title of an event of the whole day. */
  readonly allDay: string | null;
  readonly running: { readonly title: string; readonly until: string } | null;
  readonly next: { readonly title: string; readonly at: string } | null;
  /** How many run or come today, those of the whole day included. */
  readonly ahead: number;
  /** The first of the days to come. */
  readonly later: {
    readonly title: string;
    readonly on: LocalDate | null;
    readonly at: string | null;
  } | null;
}

/** What a calendar is about now. */
export function describeCalendar(facts: CalendarFacts, moment: CaptionMoment): Caption {
  const { running, next, allDay, ahead } = facts;
  const more = (text: string): string => (ahead > 1 ? `${text}, and ${ahead - 1} more today` : text);
  if (running !== null) {
    const clause = `${named(running.title)} runs until ${clockWords(new Date(running.until), moment.timeZone)}`;
    return { description: more(clause), next: { clause, at: moment.now } };
  }
  if (next !== null) {
    const at = new Date(next.at);
    const clause = `${named(next.title)} starts ${momentWords(at, moment)}`;
    return { description: more(clause), next: { clause, at } };
  }
  if (allDay === null) return { description: laterWords(facts, moment) };
  const clause = `${named(allDay)} is today`;
  return { description: more(clause), next: { clause, at: moment.now } };
}

function laterWords({ hasEvents, later }: CalendarFacts, moment: CaptionMoment): string {
  if (later === null) return hasEvents ? 'Nothing more in the coming weeks' : 'Add your first event';
  const when =
    later.at === null
      ? dayWords(later.on ?? moment.date, moment.date)
      : momentWords(new Date(later.at), moment);
  return `Next: ${named(later.title)} ${when}`;
}
