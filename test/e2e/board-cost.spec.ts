import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WidgetTypeResponse } from '../../src/modules/widgets/widget-types.dto.js';
import { addAlarm } from '../factories/alarms.js';
import { addEvent } from '../factories/calendars.js';
import { addNote } from '../factories/notes.js';
import { addTask } from '../factories/tasks.js';
import { addTracker } from '../factories/trackers.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { OpenMeteoServer } from '../providers/open-meteo-server.js';
import { SearxngServer } from '../providers/searxng-server.js';
import { FakeClock } from '../support/fake-clock.js';
import { statementsDuring } from '../support/statement-count.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Board {
  readonly widgets: readonly {
    readonly type: string;
    readonly data: unknown;
    readonly dataError?: unknown;
  }[];
}

const TODAY = '2026-03-02';

let app: TestApp;
let search: SearxngServer;
let weather: OpenMeteoServer;

beforeAll(async () => {
  [search, weather] = await Promise.all([new SearxngServer().start(), new OpenMeteoServer().start()]);
  app = await startTestApp({
    clock: new FakeClock(`${TODAY}T07:30:00Z`),
    env: {
      ...{ DASHBOARD_SIZE: '24', ROLE: 'api', JWT_ACCESS_TTL: '86400' },
      ...{ SEARCH_PROVIDER: 'searxng', SEARXNG_URL: search.url },
      ...{ OPEN_METEO_URL: weather.url, OPEN_METEO_GEOCODING_URL: weather.url },
    },
  });
});

afterAll(async () => {
  await app.close();
  await Promise.all([search.close(), weather.close()]);
});

const board = async (person: Person): Promise<Board> =>
  (await person.api.get<Board>('/dashboard/today')).data;

/** A widget of each type, with something in it that is due today. */
async function addOneOfEach(person: Person, types: readonly string[]): Promise<void> {
  for (const type of types) {
    const { id: widgetId } = await addWidget(person, { type, title: type });
    await FILL[type]?.(person, widgetId);
  }
}

const FILL: Readonly<Record<string, (person: Person, widgetId: string) => Promise<unknown>>> = {
  todo: (person, widgetId) => addTask(person, widgetId, { dueDate: TODAY, rrule: 'FREQ=DAILY' }),
  tracker: (person, widgetId) => addTracker(person, { widgetId }),
  alarm: (person, widgetId) => addAlarm(person, { widgetId }),
  calendar: (person, widgetId) => addEvent(person, { widgetId, rrule: 'FREQ=DAILY' }),
  notes: (person, widgetId) => addNote(person, { widgetId }),
  websearch: (person, widgetId) => person.api.post(`/widgets/${widgetId}/searches`, { query: 'tides' }),
  weather: (person, widgetId) =>
    person.api.patch(`/widgets/${widgetId}`, {
      settings: { place: 'Berlin', latitude: 52.52, longitude: 13.41 },
    }),
};

describe('a board with widgets of all types', () => {
  it.each([1, 3, 20])(
    'costs at most 3 statements with %d of each, and asks nobody outside',
    async (times) => {
      const person = await signUp(app);
      const { data } = await person.api.get<WidgetTypeResponse[]>('/widget-types');
      const types = data.map(({ type }) => type);
      for (let i = 0; i < times; i++) await addOneOfEach(person, types);
      let shown: Board | undefined;

      const statements = await statementsDuring(app.databaseUrl, async () => {
        shown = await board(person);
      });

      expect(statements).toBeLessThanOrEqual(3);
      expect(shown?.widgets.every((widget) => widget.data !== null && !('dataError' in widget))).toBe(true);
      if (times === 1) expect(shown?.widgets.map(({ type }) => type).sort()).toEqual([...types].sort());
      expect(await statementsDuring(app.databaseUrl, () => board(person))).toBe(1);
      expect([search.requests, weather.requests]).toEqual([[], []]);
    },
  );
});
