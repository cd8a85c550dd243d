import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../../common/auth/actor.js';
import { InvalidError } from '../../../../../common/errors/app-error.js';
import type { PageRequest, TextPage } from '../../../../../common/paging/page.js';
import { SECONDS_PER_DAY } from '../../../../../common/time/civil.js';
import { Clock } from '../../../../../common/time/clock.js';
import { dateOf } from '../../../../../common/time/local-date-time.js';
import { addDays, type LocalDate } from '../../../../../common/time/local-date.js';
import { boundOf, localDateTimeOf, parseMoment } from '../../../../../common/time/moment.js';
import { Turn } from '../../../../../common/time/turn.js';
import { WidgetsService } from '../../../widgets.service.js';
import { CalendarEventsRepository, type DaySpan, type EventsInRange } from '../calendar-events.repository.js';
import { toOccurrenceView } from '../calendar-view.js';
import { CALENDAR, MOST_IN_RANGE } from '../calendar.settings.js';
import type { ExpandWindow } from '../series/expand.js';
import { eventRange, keyOf, type RangeKey, type RangeOccurrence } from './event-range.js';

/** A stretch of time as people say it: on their own clock, or in UTC with `Z`; a month from today on if not said. */
export interface RangeRequest {
  readonly from?: string;
  readonly before?: string;
  /** The former name of `before`. */
  readonly to?: string;
}

const MOST_DAYS = 400;
const USUAL_DAYS = 31;
const LAST_SECOND = Date.UTC(9980, 0) / 1_000;
const FIRST_SECOND = Date.UTC(1000, 0) / 1_000;

/** What is in a calendar within a stretch of time, such as a month. */
@Injectable()
export class EventRangeService {
  constructor(
    private readonly clock: Clock,
    private readonly widgets: WidgetsService,
    private readonly calendar: CalendarEventsRepository,
  ) {}

  /**
   * A page of the occurrences that touch the range, by their beginning; throws WidgetNotFound, WidgetTypeMismatch,
   * InvalidError.
   */
  async page(
    actor: Actor,
    widgetId: string,
    request: RangeRequest,
    { limit, after }: PageRequest,
  ): Promise<TextPage> {
    await this.widgets.requireOfType(actor, widgetId, CALENDAR);
    const { window, days } = this.span(actor, request);
    return pageOf(await this.calendar.inRange(widgetId, days), { ...window, limit }, after);
  }

  /** The same of all calendars of the user; throws InvalidError. */
  async pageOfAll(actor: Actor, request: RangeRequest, { limit, after }: PageRequest): Promise<TextPage> {
    const { window, days } = this.span(actor, request);
    return pageOf(await this.calendar.inRangeOfUser(actor.id, days), { ...window, limit }, after);
  }

  private span(
    { timeZone }: Actor,
    request: RangeRequest,
  ): { window: Omit<ExpandWindow, 'limit'>; days: DaySpan } {
    const { from, before } = this.stretch(timeZone, request);
    const days = { first: dateAt(from, timeZone), last: dateAt(before, timeZone) };
    return { window: { from, before, timeZone }, days };
  }

  private stretch(timeZone: string, { from, ...end }: RangeRequest): { from: number; before: number } {
    const today = dateOf(localDateTimeOf(this.clock.now(), timeZone));
    const first = boundOf(from === undefined ? today : parseMoment(from), timeZone);
    if (first < FIRST_SECOND || first > LAST_SECOND)
      throw InvalidError.field('from', 'must lie between the years 1000 and 9980');

    if (end.before !== undefined && end.to !== undefined)
      throw InvalidError.field('to', 'must not be given together with before, which replaces it');
    const name = end.to === undefined ? 'before' : 'to';
    const text = end[name];
    const last = text === undefined ? addDays(dateAt(first, timeZone), USUAL_DAYS) : parseMoment(text);
    const before = boundOf(last, timeZone);
    if (before <= first) throw InvalidError.field(name, 'must be after from');
    if (before - first > MOST_DAYS * SECONDS_PER_DAY)
      throw InvalidError.field(name, `must be at most ${MOST_DAYS} days after from`);
    return { from: first, before };
  }
}

/** A page of the occurrences of these events. */
async function pageOf(
  { events, areAll }: EventsInRange,
  window: ExpandWindow,
  after: PageRequest['after'],
): Promise<TextPage> {
  const range = await eventRange(events, window, after && readKey(after));
  const rows = await textsOf(range.occurrences);
  const hasMore = range.hasMore || rows.length < range.occurrences.length;
  const last = range.occurrences[rows.length - 1];
  return {
    text: `[${rows.join(',')}]`,
    next: hasMore && last ? writeKey(keyOf(last)) : null,
    meta: { truncated: hasMore || range.isCutShort || !areAll },
  };
}

/** JSON of the occurrences, as many as are not too long together, at least one. */
async function textsOf(occurrences: readonly RangeOccurrence[]): Promise<string[]> {
  const turn = new Turn();
  const rows: string[] = [];
  let characters = 0;
  for (const occurrence of occurrences) {
    if (turn.isOver) await turn.pass();
    const text = JSON.stringify(toOccurrenceView(occurrence));
    characters += text.length;
    if (rows.length > 0 && characters > MOST_IN_RANGE.characters) break;
    rows.push(text);
  }
  return rows;
}

function readKey([startsAt = '', eventId = '', recurrenceId = '']: readonly string[]): RangeKey {
  return { startsAt: Number(startsAt), eventId, recurrenceId };
}

function writeKey({ startsAt, eventId, recurrenceId }: RangeKey): string[] {
  return [String(startsAt), eventId, recurrenceId];
}

function dateAt(epochSeconds: number, timeZone: string): LocalDate {
  return dateOf(localDateTimeOf(new Date(epochSeconds * 1_000), timeZone));
}
