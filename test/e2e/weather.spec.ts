import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { HttpClient } from '../../src/platform/http-client/http-client.js';
import { JobRegistry } from '../../src/platform/jobs/job-registry.js';
import { RefreshWeatherJob } from '../../src/modules/widgets/types/weather/refresh/refresh-weather.job.js';
import { WeatherService } from '../../src/modules/widgets/types/weather/refresh/weather.service.js';
import type { FoundPlace } from '../../src/modules/widgets/types/weather/weather.contract.js';
import { until } from '../acceptance/until.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { OpenMeteoServer } from '../providers/open-meteo-server.js';
import type { Reply } from '../providers/provider-server.js';
import { hang, html, huge, json, reply, reset, trickle } from '../providers/replies.js';
import { eventsOf } from '../support/event-rows.js';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const NOON = '2026-03-10T12:00:00Z';
const HOUR = 3_600_000;
const BERLIN = { place: 'Berlin', latitude: 52.524, longitude: 13.411 };
const CELL = { north: 5252, east: 1341 };

interface Shown {
  readonly place: object | null;
  readonly units: Record<string, string>;
  readonly state: string;
  readonly observedAt: string | null;
  readonly fetchedAt: string | null;
  readonly staleSince: string | null;
  readonly error: { code: string; message: string } | null;
  readonly current: Record<string, unknown> | null;
  readonly today: {
    lowest: number;
    highest: number;
    precipitation: number;
    precipitationProbability: number;
    condition: string;
    hours: { at: string; temperature: number }[];
  } | null;
  readonly daily: readonly {
    date: string;
    lowest: number;
    highest: number;
    precipitation: number;
    precipitationProbability: number;
    condition: string;
  }[];
}

interface Board {
  readonly widgets: { id: string; data: Shown }[];
}

let app: TestApp;
let clock: FakeClock;
let provider: OpenMeteoServer;
let person: Person;

beforeEach(async () => {
  clock = new FakeClock(NOON);
  provider = await new OpenMeteoServer().start();
  app = await startTestApp({
    clock,
    env: {
      JWT_ACCESS_TTL: '86400',
      OPEN_METEO_URL: provider.url,
      OPEN_METEO_GEOCODING_URL: `${provider.url}/`,
      OUTBOUND_TIMEOUT: '1000',
      OUTBOUND_REST: '1000',
      RATE_LIMIT: 'off',
    },
  });
  person = await signUp(app, { timeZone: 'Europe/Berlin' });
});

afterEach(async () => {
  await app.close();
  await provider.close();
});

const addWeather = async (settings: object = BERLIN, who = person): Promise<string> =>
  (await addWidget(who, { type: 'weather', settings, importance: 5, isPinned: true })).id;

const shown = async (id: string, who = person): Promise<Shown> =>
  (await who.api.get<Shown>(`/widgets/${id}/data`)).data;

const onBoard = async (id: string, who = person): Promise<Shown | undefined> => {
  const { status, data } = await who.api.get<Board>('/dashboard/today');
  expect(status).toBe(200);
  return data.widgets.find((widget) => widget.id === id)?.data;
};

/** What the widget shows once it is in a state. */
const shownAs = (id: string, state: string): Promise<Shown> =>
  until(
    () => shown(id),
    (data) => data.state === state,
  );

const onBoardAs = (id: string, state: string, who = person): Promise<Shown | undefined> =>
  until(
    () => onBoard(id, who),
    (data) => data?.state === state,
  );

const service = (): WeatherService => app.app.get(WeatherService, { strict: false });

const runSchedule = (): Promise<void> => app.app.get(RefreshWeatherJob, { strict: false }).perform();

/** Lets the time of a cell's next try come, whenever that is. */
async function comeDue(): Promise<void> {
  const rows: { at: Date }[] = await app.app
    .get(DataSource)
    .query('SELECT max(next_refresh_at) AS at FROM weather_places');
  clock.set(rows[0]!.at.toISOString());
  provider.now = clock.now().getTime();
}

/** Makes every place due now, without moving the clock. */
async function makeDue(): Promise<void> {
  await app.app.get(DataSource).query('UPDATE weather_places SET next_refresh_at = $1', [clock.now()]);
}

/** A provider that says when to come back is left alone for so long, in real time. */
const rested = (): Promise<unknown> =>
  until(
    () => app.app.get(HttpClient, { strict: false }).providers,
    (reports) => reports.every(({ restsForMs }) => restsForMs === 0),
  );

describe('a weather widget', () => {
  it('shows nothing but that it has no place', async () => {
    const id = await addWeather({});

    expect(await shown(id)).toMatchObject({
      place: null,
      state: 'no_place',
      current: null,
      today: null,
      daily: [],
    });
    expect(provider.requests).toEqual([]);
  });

  it('gets the weather of its place in the background, and its board then shows it', async () => {
    const id = await addWeather();

    expect(await onBoardAs(id, 'ready')).toMatchObject({
      place: { name: 'Berlin', latitude: 52.524, longitude: 13.411 },
      units: { system: 'metric', temperature: '°C' },
      observedAt: '2026-03-10T12:00:00.000Z',
      fetchedAt: '2026-03-10T12:00:00.000Z',
      staleSince: null,
      error: null,
      current: {
        temperature: 10,
        feelsLike: 8,
        humidity: 65,
        windSpeed: 16.1,
        windDirection: 270,
        condition: 'overcast',
        isDay: true,
      },
      today: { lowest: 10, highest: 10, precipitation: 2.4, precipitationProbability: 23 },
    });
    expect(provider.forecasts).toHaveLength(1);
    expect(provider.forecasts[0]!.url).toContain('latitude=52.52&longitude=13.41&');
  });

  it('gives no more than the unit of its settings', async () => {
    const id = await addWeather({ ...BERLIN, units: 'imperial' });

    expect(await shownAs(id, 'ready')).toMatchObject({
      units: { system: 'imperial', temperature: '°F', speed: 'mph', precipitation: 'in' },
      current: { temperature: 50, feelsLike: 46.4, windSpeed: 10 },
      today: { lowest: 50, precipitation: 0.09 },
      daily: [{ lowest: 50, precipitation: 0.09 }, {}, {}, {}, {}, {}, {}],
    });
  });

  it.each([
    ['Pacific/Kiritimati', '2026-03-10T10:00:00.000Z', '2026-03-11T09:00:00.000Z'],
    ['Pacific/Pago_Pago', '2026-03-10T11:00:00.000Z', '2026-03-11T10:00:00.000Z'],
    ['Europe/Berlin', '2026-03-09T23:00:00.000Z', '2026-03-10T22:00:00.000Z'],
  ])('takes for today the day of its user, in %s, wherever the place is', async (timeZone, first, last) => {
    // Half a degree an hour, so that each tells when it was.
    provider.temperatureAt = (at) => (at - Date.parse('2026-03-10T00:00:00Z')) / HOUR / 2 - 50;
    const traveller = await signUp(app, { timeZone });
    const id = await addWeather(BERLIN, traveller);

    const data = await onBoardAs(id, 'ready', traveller);

    expect(data!.today!.hours.map(({ at }) => at)).toHaveLength(24);
    expect([data!.today!.hours[0]!.at, data!.today!.hours.at(-1)!.at]).toEqual([first, last]);
    expect(data!.today!.lowest).toBe(provider.temperatureAt(Date.parse(first)));
    expect(data!.today!.highest).toBe(provider.temperatureAt(Date.parse(last)));
    const next = [1, 2, 3, 4, 5, 6, 7].map((days) => days * 12);
    expect(data!.daily.map(({ lowest, highest }) => [lowest, highest])).toEqual(
      next.map((warmer) => [data!.today!.lowest + warmer, data!.today!.highest + warmer]),
    );
  });

  it('shows the seven days after its today, each by its date', async () => {
    provider.code = 61;
    const data = await shownAs(await addWeather(), 'ready');

    expect(data.daily.map(({ date }) => date)).toEqual([
      ...['2026-03-11', '2026-03-12', '2026-03-13', '2026-03-14', '2026-03-15', '2026-03-16', '2026-03-17'],
    ]);
    expect(data.daily[0]).toEqual({
      ...{ date: '2026-03-11', lowest: 10, highest: 10, condition: 'rain' },
      ...{ precipitation: 2.4, precipitationProbability: 23 },
    });
  });

  it('leaves out days of which not all hours are known', async () => {
    const id = await addWeather();
    await shownAs(id, 'ready');

    const { data } = await person.api.get<Shown>(`/widgets/${id}/data?date=2026-03-13`);

    expect(data.daily.map(({ date }) => date)).toEqual([
      ...['2026-03-14', '2026-03-15', '2026-03-16', '2026-03-17', '2026-03-18', '2026-03-19'],
    ]);
  });

  it('has a short today on the day on which the clock is put forward', async () => {
    clock.set('2026-03-29T10:00:00Z');
    provider.now = clock.now().getTime();
    const traveller = await signUp(app, { timeZone: 'Europe/Berlin' });

    const data = await onBoardAs(await addWeather(BERLIN, traveller), 'ready', traveller);

    expect(data!.today!.hours).toHaveLength(23);
  });

  it.each([
    ['Europe/Berlin', '2027-03-26T12:00:00Z', '2027-03-28', '2027-03-27T23:00:00Z', '2027-03-28T21:00:00Z'],
    ['Europe/Berlin', '2027-03-26T12:00:00Z', '2027-03-29', '2027-03-28T22:00:00Z', '2027-03-29T21:00:00Z'],
    ['Europe/Berlin', '2027-10-29T12:00:00Z', '2027-10-31', '2027-10-30T22:00:00Z', '2027-10-31T22:00:00Z'],
    [
      'America/New_York',
      '2027-03-12T12:00:00Z',
      '2027-03-15',
      '2027-03-15T04:00:00Z',
      '2027-03-16T03:00:00Z',
    ],
  ])('cuts the coming days by the clock of %s, seen on %s: %s', async (timeZone, now, day, first, last) => {
    clock.set(now);
    provider.now = clock.now().getTime();
    provider.temperatureAt = (at) => (at - provider.now) / HOUR / 2;
    const traveller = await signUp(app, { timeZone });

    const data = await onBoardAs(await addWeather(BERLIN, traveller), 'ready', traveller);

    expect(data!.daily.find(({ date }) => date === day)).toMatchObject({
      lowest: provider.temperatureAt(Date.parse(first)),
      highest: provider.temperatureAt(Date.parse(last)),
    });
  });

  it('goes with its settings to another place, and to none', async () => {
    const id = await addWeather();
    await shownAs(id, 'ready');
    provider.temperatureAt = () => 30;
    const change = (settings: object): Promise<unknown> => person.api.patch(`/widgets/${id}`, { settings });

    await change({ place: 'Cairo', latitude: 30.06, longitude: 31.25 });
    expect(await onBoardAs(id, 'ready')).toMatchObject({
      place: { name: 'Cairo' },
      current: { temperature: 30 },
    });
    await change({ latitude: null, longitude: null });
    expect(await onBoardAs(id, 'no_place')).toMatchObject({ place: null, current: null });

    expect(provider.forecasts).toHaveLength(2);
  });

  it.each([
    [{ latitude: 52 }, 'settings.longitude'],
    [{ longitude: 13 }, 'settings.latitude'],
    [{ latitude: 91, longitude: 13 }, 'settings.latitude'],
    [{ ...BERLIN, units: 'kelvin' }, 'settings.units'],
  ])('refuses the settings %j', async (settings, field) => {
    const body = { type: 'weather', title: 'Sky', settings };

    expect(await person.api.refused('POST', '/widgets', { body })).toMatchObject({
      status: 422,
      details: [{ field }],
    });
  });

  it('is refreshed within the hour while somebody sees it, and not after', async () => {
    const id = await addWeather();
    await shownAs(id, 'ready');
    await runSchedule();
    clock.advance(HOUR);
    provider.now += HOUR;
    provider.temperatureAt = () => 12;

    await runSchedule();
    const later = await until(
      () => onBoard(id),
      (data) => data?.current?.temperature === 12,
    );
    await person.api.patch(`/widgets/${id}`, { isActive: false });
    await comeDue();
    const due = await service().due(10);

    expect(later).toMatchObject({ observedAt: '2026-03-10T13:00:00.000Z' });
    expect(provider.forecasts).toHaveLength(2);
    expect(due).toEqual([]);
  });

  it('tells its user of each change by one event, whatever number of widgets shows the place', async () => {
    const ids = [await addWeather(), await addWeather()];
    for (const id of ids) await shownAs(id, 'ready');
    clock.advance(HOUR);

    await service().refresh(CELL);

    const last = (await eventsOf(app, person.id, 'weather.refreshed.v1')).at(-1)!;
    expect([...(last.payload.widgetIds as string[])].sort()).toEqual([...ids].sort());
  });

  it('is told of later, where the process ended before it had told everybody', async () => {
    const id = await addWeather();
    await shownAs(id, 'ready');
    const before = await until(
      () => eventsOf(app, person.id, 'weather.refreshed.v1'),
      (events) => events.length > 0,
    );
    await app.app.get(DataSource).query('UPDATE weather_places SET version = version + 1');

    await runSchedule();
    await runSchedule();

    expect(await eventsOf(app, person.id, 'weather.refreshed.v1')).toHaveLength(before.length + 1);
    expect(app.app.get(JobRegistry, { strict: false }).names).toContain('weather.refresh_due');
  });
});

describe('equal questions at once', () => {
  it('about the weather of a place make one call, and give all widgets the answer', async () => {
    const id = await addWeather();
    await shownAs(id, 'ready');
    clock.advance(HOUR);
    const before = provider.forecasts.length;

    await Promise.all(Array.from({ length: 100 }, () => service().refresh(CELL)));

    expect(provider.forecasts).toHaveLength(before + 1);
  });

  it('of five people with a hundred widgets make one call', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => signUp(app)));
    const add = people.flatMap((one) =>
      Array.from({ length: 20 }, async () => ({ one, id: await addWeather(BERLIN, one) })),
    );

    const widgets = await Promise.all(add);

    for (const { one, id } of widgets)
      await until(
        () => shown(id, one),
        ({ state, current }) => state === 'ready' && current?.temperature === 10,
      );

    expect(provider.forecasts).toHaveLength(1);
  });

  it('for a place make one call', async () => {
    provider.places = [{ name: 'Berlin', latitude: 52.52437, longitude: 13.41053 }];

    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        person.api.get<FoundPlace[]>(`/weather/places?query=${i % 2 === 0 ? 'Berlin' : '%20berlin'}`),
      ),
    );

    expect(new Set(answers.map(({ data }) => data[0]?.name))).toEqual(new Set(['Berlin']));
    expect(provider.requests).toHaveLength(1);
  });
});

describe('a place that is only named', () => {
  const GERMANY = {
    ...{ name: 'Berlin', latitude: 52.52437, longitude: 13.41053, population: 3_426_354 },
    ...{ admin1: 'State of Berlin', country: 'Germany', country_code: 'DE' },
  };
  const VERMONT = {
    ...{ name: 'Berlin', latitude: 44.2, longitude: -72.6, population: 2_887 },
    ...{ admin1: 'Vermont', country: 'United States', country_code: 'US' },
  };
  const NEW_HAMPSHIRE = {
    ...{ name: 'Berlin', latitude: 44.46867, longitude: -71.18508, population: 9_367 },
    ...{ admin1: 'New Hampshire', country: 'United States', country_code: 'US' },
  };

  it('is looked up, and its weather then comes', async () => {
    provider.places = [NEW_HAMPSHIRE, GERMANY];

    const widget = await addWidget(person, { type: 'weather', settings: { place: 'berlin' } });

    expect(widget.settings).toEqual({
      ...{ place: 'Berlin', latitude: 52.52437, longitude: 13.41053, units: 'metric' },
    });
    expect(await shownAs(widget.id, 'ready')).toMatchObject({ place: { name: 'Berlin' } });
  });

  it('is looked up when it changes, and not for other changes', async () => {
    const id = await addWeather();
    provider.places = [NEW_HAMPSHIRE];
    const change = async (settings: object): Promise<object> =>
      (await person.api.patch<{ settings: object }>(`/widgets/${id}`, { settings })).data.settings;

    expect(await change({ units: 'imperial' })).toMatchObject(BERLIN);
    expect(await change({ place: 'Berlin' })).toMatchObject(BERLIN);
    expect(await change({ place: 'Berlin, New Hampshire' })).toEqual({
      ...{ place: 'Berlin', latitude: 44.46867, longitude: -71.18508, units: 'imperial' },
    });
    expect(await change({ place: 'Home', latitude: 1, longitude: 2 })).toMatchObject({ place: 'Home' });
  });

  it('is asked for more closely where several could be meant, with the choices', async () => {
    provider.places = [VERMONT, NEW_HAMPSHIRE];
    const body = { type: 'weather', title: 'Sky', settings: { place: 'Berlin' } };

    const refusal = await person.api.refused('POST', '/widgets', { body });

    expect(refusal).toMatchObject({ status: 422, code: 'validation_failed' });
    expect(refusal.details).toEqual([
      {
        field: 'settings.place',
        message: expect.stringContaining('Berlin, New Hampshire, United States'),
        choices: [
          {
            ...{ name: 'Berlin', region: 'New Hampshire', country: 'United States' },
            ...{ latitude: 44.46867, longitude: -71.18508 },
          },
          {
            ...{ name: 'Berlin', region: 'Vermont', country: 'United States' },
            ...{ latitude: 44.2, longitude: -72.6 },
          },
        ],
      },
    ]);
    const closer = { ...body, settings: { place: 'Berlin, Vermont' } };
    expect((await person.api.post('/widgets', closer)).data).toMatchObject({ settings: { latitude: 44.2 } });
  });

  it('is refused where there is none of that name', async () => {
    const body = { type: 'weather', title: 'Sky', settings: { place: 'Xyzzy' } };

    expect(await person.api.refused('POST', '/widgets', { body })).toMatchObject({
      status: 422,
      details: [{ field: 'settings.place' }],
    });
  });

  it('is asked for again where nobody can look it up', async () => {
    const body = { type: 'weather', title: 'Sky', settings: { place: 'Berlin' } };
    provider.replyNext(reply(400, '{}'));

    const refusal = await person.api.refused('POST', '/widgets', { body });

    expect(refusal).toMatchObject({ status: 503, code: 'weather_failed' });
    expect(refusal.headers.get('retry-after')).toBe('30');
    expect((await person.api.get<object[]>('/widgets')).data).toEqual([]);
  });
});

describe('the search for a place', () => {
  it('gives what the settings of a widget need', async () => {
    provider.places = [
      {
        name: 'Berlin',
        latitude: 52.52437,
        longitude: 13.41053,
        timezone: 'Europe/Berlin',
        country: 'Germany',
      },
      { name: 'Nowhere', latitude: 152, longitude: 13 },
    ];

    expect((await person.api.get('/weather/places?query=Berlin')).data).toEqual([
      {
        name: 'Berlin',
        region: null,
        country: 'Germany',
        latitude: 52.52437,
        longitude: 13.41053,
        timeZone: 'Europe/Berlin',
        countryCode: null,
        population: null,
      },
    ]);
  });

  it('names places in the language of who asks', async () => {
    const language = (i: number): string | null =>
      new URL(provider.requests[i]!.url, provider.url).searchParams.get('language');
    for (const locale of ['de-AT', 'zh-Hant-TW', 'und']) {
      await person.api.patch('/users/me', { locale });
      await person.api.get('/weather/places?query=Mailand');
    }

    expect([language(0), language(1), language(2)]).toEqual(['de', 'zh', 'en']);
  });

  it('finds nothing where there is nothing', async () => {
    expect((await person.api.get('/weather/places?query=Xyzzy')).data).toEqual([]);
  });

  it.each([
    ['weather_garbage', html('<html>Sign in to this network</html>')],
    ['weather_busy', reply(429, '', { 'retry-after': '120' })],
    ['weather_failed', reply(400, '{}')],
  ])('that fails says %s, and is asked anew the next time', async (code, fault) => {
    provider.replyNext(fault);

    expect(await person.api.refused('GET', '/weather/places?query=Berlin')).toMatchObject({
      status: 503,
      code,
    });
    await rested();
    expect((await person.api.get('/weather/places?query=Berlin')).data).toEqual([]);
  });

  it('needs a word, and somebody who asks', async () => {
    expect((await person.api.get('/weather/places')).data).toEqual([]);
    expect(provider.requests).toEqual([]);
    expect((await person.api.refused('GET', '/weather/places?query=')).status).toBe(422);
    expect((await person.api.as().refused('GET', '/weather/places?query=Berlin')).status).toBe(401);
  });
});

const FAULTS: readonly [string, string, Reply][] = [
  ['hangs', 'weather_timeout', hang()],
  ['breaks off', 'weather_unreachable', reset()],
  ['trickles', 'weather_timeout', trickle()],
  ['is asked too often', 'weather_busy', reply(429, '', { 'retry-after': '600' })],
  ['fails', 'weather_failed', reply(500, 'oops')],
  ['sends HTML', 'weather_garbage', html('<html>Sign in to this network</html>')],
  ['sends another JSON', 'weather_garbage', json({ current: {}, hourly: { time: [] } })],
  ['sends ten megabytes', 'weather_too_large', huge(10_000_000, { 'content-type': 'application/json' })],
];

describe.each(FAULTS)('where the weather service %s', (_, code, fault) => {
  it('the last weather stays with its age and the reason, and is renewed when it is over', async () => {
    const id = await addWeather();
    await onBoardAs(id, 'ready');
    clock.advance(HOUR);
    provider.replyAlways(fault);

    // Ends by its own deadline; that it does not is ended by Jest.
    await service().refresh(CELL, new AbortController().signal);
    const stale = await onBoardAs(id, 'stale');

    expect(stale).toMatchObject({
      observedAt: '2026-03-10T12:00:00.000Z',
      fetchedAt: '2026-03-10T12:00:00.000Z',
      staleSince: '2026-03-10T13:00:00.000Z',
      error: { code },
      current: { temperature: 10 },
    });

    provider.replyAsUsual();
    const asked = provider.forecasts.length;
    await service().refresh(CELL);
    expect(provider.forecasts).toHaveLength(asked);
    await comeDue();
    if (code === 'weather_busy')
      expect(clock.now().getTime()).toBeGreaterThanOrEqual(Date.parse(NOON) + 1.16 * HOUR);
    await rested();
    await runSchedule();

    expect(await onBoardAs(id, 'ready')).toMatchObject({ error: null, staleSince: null });
  });
});

describe('a weather service that fails from the beginning', () => {
  it('is told, is left alone after a few failures, and is asked again after a rest', async () => {
    provider.replyAlways(reply(500, 'oops'));
    const id = await addWeather();
    expect(await onBoardAs(id, 'failed')).toMatchObject({
      current: null,
      today: null,
      error: { code: 'weather_failed', message: 'the weather service failed' },
    });

    let data = await shown(id);
    while (data.error?.code !== 'weather_resting') {
      await makeDue();
      await service().refresh(CELL);
      data = await shown(id);
    }
    const asked = provider.forecasts.length;
    await makeDue();
    await service().refresh(CELL);
    expect(provider.forecasts).toHaveLength(asked);
    expect(await onBoard(id)).toMatchObject({ state: 'failed', error: { code: 'weather_resting' } });

    provider.replyAsUsual();
    await until(
      async () => {
        await makeDue();
        await service().refresh(CELL);
        return onBoard(id);
      },
      (shownNow) => shownNow?.state === 'ready',
    );
  });
});
