import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WidgetView } from '../../src/modules/widgets/widgets.contract.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let person: Person;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.close());

beforeAll(async () => {
  person = await signUp(app);
});

describe('widget types', () => {
  it('are listed with the schema of their settings, their size and their limits', async () => {
    const { data } = await person.api.get<{ type: string }[]>('/widget-types');

    expect(data.map(({ type }) => type)).toEqual(expect.arrayContaining(['todo', 'tracker', 'websearch']));
    expect(data.find(({ type }) => type === 'websearch')).toEqual(
      expect.objectContaining({
        defaultSize: 'large',
        limits: { searches: 20 },
        settingsSchema: {
          type: 'object',
          additionalProperties: false,
          properties: { sources: { type: 'integer', minimum: 1, maximum: 10, default: 5 } },
        },
      }),
    );
  });
});

describe('creating a widget', () => {
  it('fills in what is left out and says where it is', async () => {
    const { status, data, headers, meta } = await person.api.post<WidgetView>('/widgets', {
      type: 'websearch',
      title: 'News',
    });

    expect(status).toBe(201);
    expect(data).toMatchObject({
      frequency: 'daily',
      importance: 3,
      category: null,
      rrule: null,
      isActive: true,
      isPinned: false,
      version: 1,
      settings: { sources: 5 },
    });
    expect(headers.get('location')).toBe(`/api/v1/widgets/${data.id}`);
    expect(headers.get('etag')).toBe('"1"');
    expect(meta.events).toHaveLength(1);
  });

  it('takes an id that the client made, once, and says nothing of whose a taken one is', async () => {
    const other = await signUp(app);
    const id = randomUUID();

    expect((await addWidget(person, { id: id.toUpperCase() })).id).toBe(id);
    const body = { type: 'todo', title: 'x', id };
    expect(await other.api.refused('POST', '/widgets', { body })).toMatchObject({
      status: 409,
      code: 'id_taken',
    });
  });

  it.each([
    [{ title: '' }, 'title'],
    [{ title: 'a\u0000b' }, 'title'],
    [{ title: 'x'.repeat(201) }, 'title'],
    [{ frequency: 'sometimes' }, 'frequency'],
    [{ importance: 9 }, 'importance'],
    [{ importance: 2.5 }, 'importance'],
    [{ isAdmin: true }, 'isAdmin'],
    [{ userId: randomUUID() }, 'userId'],
    [{ type: 'nope' }, 'type'],
    [{ frequency: 'custom' }, 'rrule'],
    [{ frequency: 'custom', rrule: 'FREQ=MONTHLY;INTERVAL=0' }, 'rrule'],
    [{ frequency: 'custom', rrule: 'FREQ=HOURLY' }, 'rrule'],
    [{ frequency: 'daily', rrule: 'FREQ=DAILY' }, 'rrule'],
    [{ type: 'websearch', settings: { sources: 99 } }, 'settings.sources'],
    [{ type: 'websearch', settings: { colour: 'red' } }, 'settings.colour'],
    [{ settings: [] }, 'settings'],
    [{ id: 'mine' }, 'id'],
    [{ id: '00000000-0000-0000-0000-000000000000' }, 'id'],
  ])('refuses %j and names the field', async (given, field) => {
    const { status, details } = await person.api.refused('POST', '/widgets', {
      body: { type: 'todo', title: 'x', ...given },
    });

    expect(status).toBe(422);
    expect(details.map((detail) => detail.field)).toContain(field);
  });
});

describe('changing a widget', () => {
  it('changes what is given and leaves the rest', async () => {
    const widget = await addWidget(person, { category: 'work', importance: 2 });

    const { data } = await person.api.patch<WidgetView>(`/widgets/${widget.id}`, {
      title: 'Home',
      category: null,
    });

    expect(data).toMatchObject({ title: 'Home', category: null, importance: 2, version: 2 });
  });

  it('is no change when nothing differs', async () => {
    const widget = await addWidget(person);

    const { data, meta } = await person.api.patch<WidgetView>(`/widgets/${widget.id}`, {
      title: widget.title,
    });

    expect(data.version).toBe(1);
    expect(meta.events).toBeUndefined();
  });

  it('lays settings over the present ones, and null puts the default back', async () => {
    const { id } = await addWidget(person, { type: 'websearch', settings: { sources: 3 } });

    const changed = await person.api.patch<WidgetView>(`/widgets/${id}`, { settings: { sources: 7 } });
    const reset = await person.api.patch<WidgetView>(`/widgets/${id}`, { settings: { sources: null } });

    expect(changed.data.settings).toEqual({ sources: 7 });
    expect(reset.data.settings).toEqual({ sources: 5 });
  });

  it('drops the rule when the frequency is no longer custom', async () => {
    const { id } = await addWidget(person, { frequency: 'custom', rrule: 'FREQ=WEEKLY;BYDAY=MO' });

    const { data } = await person.api.patch<WidgetView>(`/widgets/${id}`, { frequency: 'weekly' });

    expect(data).toMatchObject({ frequency: 'weekly', rrule: null });
  });

  it('honours If-Match', async () => {
    const { id } = await addWidget(person);
    const change = (etag: string) => ({ body: { title: etag }, headers: { 'if-match': etag } });

    expect((await person.api.raw('PATCH', `/widgets/${id}`, change('"1"'))).status).toBe(200);
    expect(await person.api.refused('PATCH', `/widgets/${id}`, change('"1"'))).toMatchObject({
      status: 412,
      code: 'version_stale',
    });
    expect((await person.api.raw('PATCH', `/widgets/${id}`, change('W/"2"'))).status).toBe(412);
    expect((await person.api.raw('PATCH', `/widgets/${id}`, change('2'))).status).toBe(400);
    expect((await person.api.raw('PATCH', `/widgets/${id}`, change('*'))).status).toBe(200);
  });

  it('loses none of two changes that are made at once', async () => {
    const { id } = await addWidget(person);

    await Promise.all([
      person.api.patch(`/widgets/${id}`, { title: 'renamed' }),
      person.api.patch(`/widgets/${id}`, { importance: 5 }),
    ]);

    expect((await person.api.get<WidgetView>(`/widgets/${id}`)).data).toMatchObject({
      title: 'renamed',
      importance: 5,
      version: 3,
    });
  });
});

describe('reading widgets', () => {
  it('answers 304 to those who have the version', async () => {
    const { id } = await addWidget(person);

    const answer = await person.api.raw('GET', `/widgets/${id}`, { headers: { 'if-none-match': '"1"' } });

    expect(answer).toMatchObject({ status: 304, text: '' });
  });

  it('has its category as it was written, without needless blanks, and is found by it whatever its case', async () => {
    const reader = await signUp(app);
    const { category } = await addWidget(reader, { category: ' Deep   Work ' });
    await addWidget(reader, { category: 'deep wörk' });
    const found = async (wanted: string): Promise<(string | null)[]> => {
      const { data } = await reader.api.get<WidgetView[]>(`/widgets?category=${encodeURIComponent(wanted)}`);
      return data.map((widget) => widget.category);
    };

    expect(category).toBe('Deep Work');
    for (const wanted of ['Deep Work', 'deep work', ' DEEP  WORK'])
      expect(await found(wanted)).toEqual([category]);
    expect(await found('DEEP WÖRK')).toEqual(['deep wörk']);
    expect(
      await reader.api.refused('POST', '/widgets', { body: { type: 'todo', title: 'x', category: '  ' } }),
    ).toMatchObject({
      status: 422,
      details: [{ field: 'category' }],
    });
  });

  it('pages through a list in which every widget is once, with filters', async () => {
    const reader = await signUp(app);
    for (const n of [1, 2, 3, 4, 5])
      await addWidget(reader, { title: `w${n}`, category: n % 2 ? 'odd' : 'even' });

    const first = await reader.api.get<WidgetView[]>('/widgets?limit=2&category=odd');
    const cursor = first.meta.pagination?.nextCursor ?? '';
    const second = await reader.api.get<WidgetView[]>(`/widgets?limit=2&category=odd&cursor=${cursor}`);

    expect(first.data.map(({ title }) => title)).toEqual(['w1', 'w3']);
    expect(first.headers.get('link')).toBe(
      `</api/v1/widgets?limit=2&category=odd&cursor=${cursor}>; rel="next"`,
    );
    expect(second.data.map(({ title }) => title)).toEqual(['w5']);
    expect(second.meta.pagination).toEqual({ limit: 2, nextCursor: null, hasMore: false });
    expect(await reader.api.refused('GET', `/widgets?limit=2&category=even&cursor=${cursor}`)).toMatchObject({
      status: 400,
      code: 'cursor_invalid',
    });
  });

  it('narrows by type, frequency, importance, state and text', async () => {
    const reader = await signUp(app);
    await addWidget(reader, { title: '100% Müsli', importance: 5, frequency: 'weekly' });
    await addWidget(reader, { title: '1000 things', type: 'tracker', isActive: false });
    const titles = async (query: string): Promise<string[]> =>
      (await reader.api.get<WidgetView[]>(`/widgets?${query}`)).data.map(({ title }) => title);

    expect(await titles('type=tracker')).toEqual(['1000 things']);
    expect(await titles('frequency=weekly')).toEqual(['100% Müsli']);
    expect(await titles('importance=5')).toEqual(['100% Müsli']);
    expect(await titles('isActive=false')).toEqual(['1000 things']);
    expect(await titles(`search=${encodeURIComponent('100%')}`)).toEqual(['100% Müsli']);
    expect(await titles(`search=${encodeURIComponent('MÜSLI')}`)).toEqual(['100% Müsli']);
  });
});

describe('deleting a widget', () => {
  it('takes it out of every answer', async () => {
    const { id } = await addWidget(person);

    const { data } = await person.api.delete(`/widgets/${id}`);

    expect(data).toBeNull();
    expect((await person.api.raw('GET', `/widgets/${id}`)).status).toBe(404);
    expect((await person.api.raw('DELETE', `/widgets/${id}`)).status).toBe(404);
    const { data: rest } = await person.api.get<WidgetView[]>('/widgets?limit=100');
    expect(rest.map((widget) => widget.id)).not.toContain(id);
  });

  it('honours If-Match', async () => {
    const { id } = await addWidget(person);

    const answer = await person.api.refused('DELETE', `/widgets/${id}`, { headers: { 'if-match': '"7"' } });

    expect(answer.status).toBe(412);
  });
});

describe('the widget of somebody else', () => {
  it('does not exist', async () => {
    const other = await signUp(app);
    const { id } = await addWidget(person);

    for (const [method, body] of [['GET'], ['PATCH', { title: 'x' }], ['DELETE']] as const) {
      expect(await other.api.refused(method, `/widgets/${id}`, { body })).toMatchObject({ status: 404 });
    }
    expect((await person.api.get<WidgetView>(`/widgets/${id}`)).data.version).toBe(1);
  });
});
