import { InvalidError } from '../../../common/errors/app-error.js';
import { addDays, daysBetween, isLocalDate, type LocalDate } from '../../../common/time/local-date.js';
import { boundOf, parseMoment } from '../../../common/time/moment.js';
import { userDay, userDayBounds, type DayRules } from '../../../common/time/user-day.js';
import type { AgendaSpan } from '../agenda-source.contract.js';

/** A span as people say it: days, or moments; today if not said. */
export interface SpanRequest {
  readonly from?: string | undefined;
  /** Exclusive. */
  readonly before?: string | undefined;
}

/** Most days of one agenda. */
export const MOST_DAYS = 62;

const FIRST_YEAR = 1_000;
const LAST_YEAR = 9_980;

/** The days and moments of a request; throws InvalidError. */
export function spanOf(
  { from, before }: SpanRequest,
  { userId, rules, now }: Pick<AgendaSpan, 'userId' | 'rules' | 'now'>,
): AgendaSpan {
  const today = userDay(now, rules);
  const startsAt = momentOf('from', from ?? today, rules);
  const first = userDay(startsAt, rules);
  const endsAt = momentOf('before', before ?? addDays(first, 1), rules);
  if (endsAt <= startsAt) throw InvalidError.field('before', 'must be after from');
  const last = userDay(new Date(endsAt.getTime() - 1), rules);
  if (daysBetween(first, last) >= MOST_DAYS)
    throw InvalidError.field('before', `must be at most ${MOST_DAYS} days after from`);
  return { userId, rules, first, last, startsAt, endsAt, today, now };
}

/** The same span from a later day on. */
export function spanFrom(span: AgendaSpan, first: LocalDate): AgendaSpan {
  const { start } = userDayBounds(first, span.rules);
  return first <= span.first || start < span.startsAt ? span : { ...span, first, startsAt: start };
}

function momentOf(field: string, text: string, rules: DayRules): Date {
  const year = Number(text.slice(0, 4));
  if (year < FIRST_YEAR || year > LAST_YEAR)
    throw InvalidError.field(field, `must lie between the years ${FIRST_YEAR} and ${LAST_YEAR}`);
  if (isLocalDate(text)) return userDayBounds(text, rules).start;
  return new Date(boundOf(parseMoment(text), rules.timeZone) * 1_000);
}
