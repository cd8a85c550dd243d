import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import type { LocalDate } from '../../src/common/time/local-date.js';
import type { NewCalendarFeedView } from '../../src/modules/widgets/feed/calendar-feeds.contract.js';
import type { KnownEvent } from '../../src/modules/widgets/types/calendar/feed/event-entry.js';
import { KnownEventsRepository } from '../../src/modules/widgets/types/calendar/feed/known-events.repository.js';
import { expand, type EventOccurrence } from '../../src/modules/widgets/types/calendar/series/expand.js';
import { importFile } from '../factories/calendars.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { FakeClock } from '../support/fake-clock.js';
import { strictCalendar } from '../support/strict-calendar.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const FOLDER = 'test/cases/ics';
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.ics'));
// For ical.js a series ends with the first of its rules that does, and has no change of a date that no rule names.
const MISREAD = ['two-rules.ics', 'change-of-a-date-beside-the-rule.ics'];
const ZONE = 'Europe/Berlin';
const [FROM, BEFORE] = [Date.UTC(1990, 0) / 1_000, Date.UTC(2038, 0) / 1_000];

let app: TestApp;

beforeAll(async () => {
  // Before all that the files are about, so that nothing of them is over.
  const clock = new FakeClock('2001-01-01T08:00:00Z');
  app = await startTestApp({ clock, env: { ROLE: 'api', JWT_ACCESS_TTL: '86400' } });
});

afterAll(() => app.close());

/** A person with the file in a calendar. */
async function ownerOf(file: Uint8Array<ArrayBuffer> | string): Promise<Person> {
  const person = await signUp(app, { timeZone: ZONE });
  const { id } = await addWidget(person, { type: 'calendar' });
  await importFile(person, id, file);
  return person;
}

async function feedOf({ api }: Person): Promise<string> {
  const { data } = await api.post<NewCalendarFeedView>('/calendar/feed');
  return (await fetch(app.url + data.path)).text();
}

function eventsOf({ id }: Person): Promise<KnownEvent[]> {
  const asked = { userId: id, timeZone: ZONE, since: '0001-01-01' as LocalDate, limit: 1_000 };
  return app.app.get(KnownEventsRepository, { strict: false }).known(asked);
}

const occurrencesOf = (event: KnownEvent): readonly EventOccurrence[] =>
  expand(event, { from: FROM, before: BEFORE, timeZone: ZONE, limit: 20_000 }).occurrences;

async function shown(person: Person): Promise<string[]> {
  const events = await eventsOf(person);
  return events
    .flatMap(occurrencesOf)
    .map(({ startsAt, endsAt, isAllDay, title, description, location }) =>
      JSON.stringify([startsAt, endsAt, isAllDay, title, description, location]),
    )
    .sort();
}

describe('a calendar file that went in comes out', () => {
  it.each(FILES)('of %s with all of its occurrences', async (name) => {
    const first = await ownerOf(readFileSync(join(FOLDER, name)));
    const text = await feedOf(first);
    strictCalendar(text);
    const second = await ownerOf(text);

    expect(await shown(second)).toEqual(await shown(first));
  });

  it.each(FILES.filter((name) => !MISREAD.includes(name)))('of %s for another program', async (name) => {
    const person = await ownerOf(readFileSync(join(FOLDER, name)));
    const { read } = strictCalendar(await feedOf(person));

    for (const event of await eventsOf(person)) {
      const ours = occurrencesOf(event).slice(0, 200);
      if (ours.length === 0) continue;
      const theirs = startsOf(read, `event-${event.id}@brainboard`, ours.length);
      expect([event.title, theirs.map(iso)]).toEqual([event.title, ours.map((o) => iso(startOf(o)))]);
    }
  });
});

const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString();

/** Days are compared as if they were UTC's. */
function startOf({ isAllDay, starts, startsAt }: EventOccurrence): number {
  return isAllDay ? Date.parse(`${starts.slice(0, 10)}T00:00:00Z`) / 1_000 : startsAt;
}

/** The first occurrences of an event as ical.js sees them. */
function startsOf(calendar: ICAL.Component, uid: string, limit: number): number[] {
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const parts = calendar
    .getAllSubcomponents('vevent')
    .filter((component) => component.getFirstPropertyValue('uid') === uid);
  const master = parts.find((component) => !component.hasProperty('recurrence-id'));
  const exceptions = parts.filter((component) => component !== master);
  const event = new ICAL.Event(master, { exceptions });
  const at = (time: ICAL.Time): number =>
    time.isDate ? Date.UTC(time.year, time.month - 1, time.day) / 1_000 : time.toUnixTime();
  if (!event.isRecurring()) return [at(event.startDate)].slice(0, limit);

  const iterator = event.iterator();
  const found: number[] = [];
  const advance = (): ICAL.Time | null => iterator.next();
  for (let next = advance(); next; next = advance()) {
    const { startDate } = event.getOccurrenceDetails(next) as { readonly startDate: ICAL.Time };
    const start = at(startDate);
    if (start >= FROM && start < BEFORE) found.push(start);
    if (found.length >= limit + exceptions.length || at(next) > BEFORE) break;
  }
  return found.sort((a, b) => a - b).slice(0, limit);
}
