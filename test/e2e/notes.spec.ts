import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { ListedNote, RenderedNote } from '../../src/modules/widgets/types/notes/notes.contract.js';
import { addNote } from '../factories/notes.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { eventsOf } from '../support/event-rows.js';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const MORNING = '2026-03-02T07:30:00Z';

let app: TestApp;
let clock: FakeClock;
let person: Person;
let widgetId: string;

beforeAll(async () => {
  clock = new FakeClock(MORNING);
  app = await startTestApp({ clock, env: { ROLE: 'api', JWT_ACCESS_TTL: '86400' } });
});

beforeEach(async () => {
  clock.set(MORNING);
  person = await signUp(app);
  widgetId = (await addWidget(person, { type: 'notes', title: 'Notes' })).id;
});

afterAll(() => app.close());

const read = async ({ id }: { id: string }): Promise<RenderedNote> =>
  (await person.api.get<RenderedNote>(`/notes/${id}`)).data;
const titles = (notes: readonly ListedNote[]): (string | null)[] => notes.map(({ title }) => title);

/** Adds notes one second after the other. */
async function addInTurn(...given: Record<string, unknown>[]): Promise<RenderedNote[]> {
  const added = [];
  for (const one of given) {
    clock.advance(1_000);
    added.push(await addNote(person, { widgetId, ...one }));
  }
  return added;
}

describe('adding a note', () => {
  it('keeps its Markdown as it is, shows it as HTML, and says where it is', async () => {
    const body = '# Bread\r\nFeed\tthe **starter** <b>twice</b>.  \n';
    const { status, data, headers, meta } = await person.api.post<RenderedNote>(
      `/widgets/${widgetId}/notes`,
      {
        title: 'Sourdough',
        body,
      },
    );

    expect(status).toBe(201);
    expect(data).toEqual({
      id: expect.any(String),
      widgetId,
      title: 'Sourdough',
      body,
      html: expect.stringMatching(/^<h1>Bread<\/h1>\n.*<strong>starter<\/strong> &lt;b&gt;twice/s),
      isPinned: false,
      version: 1,
      createdAt: '2026-03-02T07:30:00.000Z',
      updatedAt: '2026-03-02T07:30:00.000Z',
    });
    expect(headers.get('location')).toBe(`/api/v1/notes/${data.id}`);
    expect(headers.get('etag')).toBe('"1"');
    expect(meta.events).toHaveLength(1);
    expect(await read(data)).toEqual(data);
    const after = Object.fromEntries(Object.entries(data).filter(([field]) => field !== 'html'));
    expect(await eventsOf(app, person.id, 'note.created.v1')).toEqual([
      { type: 'note.created.v1', payload: { noteId: data.id, widgetId, after }, actorId: person.id },
    ]);
  });

  it('takes an empty one, and one of a hundred thousand characters', async () => {
    const empty = await addNote(person, { widgetId, body: '', title: null });
    const full = await addNote(person, { widgetId, body: '📞 '.repeat(50_000) });

    expect(empty).toMatchObject({ title: null, body: '', html: '' });
    expect((await read(full)).body).toBe('📞 '.repeat(50_000));
  });

  it.each([
    ['body', { body: 'x'.repeat(100_001) }],
    ['body', { body: 'a\0b' }],
    ['body', { body: null }],
    ['body', { body: undefined }],
    ['title', { title: '' }],
    ['title', { title: 'x'.repeat(201) }],
    ['title', { title: 'a\nb' }],
    ['isPinned', { isPinned: 'yes' }],
    ['html', { html: '<p>x</p>' }],
  ])('refuses a wrong %s', async (field, given) => {
    const refusal = await person.api.refused('POST', `/widgets/${widgetId}/notes`, {
      body: { body: 'Rye', ...given },
    });

    expect(refusal.status).toBe(422);
    expect(refusal.details.map((detail) => detail.field)).toContain(field);
  });

  it('takes an id of the client once, and only in notes widgets', async () => {
    const id = randomUUID();
    await addNote(person, { widgetId, id });
    const todo = await addWidget(person);

    const again = await person.api.refused('POST', `/widgets/${widgetId}/notes`, { body: { body: 'x', id } });
    const elsewhere = await person.api.refused('POST', `/widgets/${todo.id}/notes`, { body: { body: 'x' } });
    const listed = await person.api.refused('GET', `/widgets/${todo.id}/notes`);

    expect([again.status, again.code]).toEqual([409, 'id_taken']);
    expect([elsewhere.status, elsewhere.code]).toEqual([409, 'widget_type_mismatch']);
    expect(listed.code).toBe('widget_type_mismatch');
  });

  it('stops at five hundred in one widget, also by moving one there', async () => {
    const { id } = await addNote(person, { widgetId });
    await app.app.get(DataSource).query(
      `INSERT INTO notes SELECT gen_random_uuid(), user_id, widget_id, title, body, plain, search, is_pinned, written_at,
         kept_at, version, created_at, updated_at FROM notes, generate_series(2, 500) WHERE id = $1`,
      [id],
    );
    const other = await addNote(person);

    const added = await person.api.refused('POST', `/widgets/${widgetId}/notes`, { body: { body: 'x' } });
    const moved = await person.api.refused('PATCH', `/notes/${other.id}`, { body: { widgetId } });

    expect([added.code, moved.code]).toEqual(['note_limit_reached', 'note_limit_reached']);
  });
});

describe('listing', () => {
  it.each([
    ['of a widget', () => `/widgets/${widgetId}/notes`],
    ['of all', () => '/notes'],
  ])(
    'gives notes %s in pages, pinned ones and then new ones first, without their whole text',
    async (_, path) => {
      await addInTurn(
        { title: 'a', isPinned: true },
        { title: 'b' },
        { title: 'c', isPinned: true },
        { title: 'd' },
      );
      await addInTurn({ title: 'e', body: `**${'x'.repeat(300)}**` });

      const first = await person.api.get<ListedNote[]>(`${path()}?limit=2`);
      const next = first.meta.pagination?.nextCursor ?? '';
      const second = await person.api.get<ListedNote[]>(`${path()}?limit=2&cursor=${next}`);
      const last = second.meta.pagination?.nextCursor ?? '';
      const third = await person.api.get<ListedNote[]>(`${path()}?limit=2&cursor=${last}`);

      expect([first, second, third].map(({ data }) => titles(data))).toEqual([['c', 'a'], ['e', 'd'], ['b']]);
      expect(third.meta.pagination?.hasMore).toBe(false);
      expect(second.data[0]).toEqual({
        id: expect.any(String),
        widgetId,
        title: 'e',
        excerpt: 'x'.repeat(200),
        marks: [],
        isPinned: false,
        version: 1,
        createdAt: '2026-03-02T07:30:05.000Z',
        updatedAt: '2026-03-02T07:30:05.000Z',
      });
    },
  );

  it('leaves out what is in a deleted widget', async () => {
    const note = await addNote(person, { widgetId });
    await person.api.delete(`/widgets/${widgetId}`);

    expect((await person.api.get('/notes')).data).toEqual([]);
    expect((await person.api.get('/notes?search=flour')).data).toEqual([]);
    expect((await person.api.refused('GET', `/notes/${note.id}`)).code).toBe('note_not_found');
    expect((await person.api.refused('GET', `/notes/${note.id}/versions`)).code).toBe('note_not_found');
  });

  it('is for the owner only, as everything is', async () => {
    const { id } = await addNote(person, { widgetId });
    await person.api.patch(`/notes/${id}`, { body: 'Wheat' });
    const { api } = await signUp(app);

    for (const [method, path, body] of [
      ['GET', `/widgets/${widgetId}/notes`],
      ['POST', `/widgets/${widgetId}/notes`, { body: 'x' }],
      ['GET', `/notes/${id}`],
      ['PATCH', `/notes/${id}`, { body: 'x' }],
      ['DELETE', `/notes/${id}`],
      ['GET', `/notes/${id}/versions`],
      ['GET', `/notes/${id}/versions/1`],
      ['POST', `/notes/${id}/versions/1/restore`],
    ] as const)
      expect((await api.refused(method, path, { body })).status).toBe(404);
    expect((await api.get('/notes')).data).toEqual([]);
    expect((await api.get('/notes?search=flour')).data).toEqual([]);
    expect((await read({ id })).body).toBe('Wheat');
  });
});

describe('changing a note', () => {
  it('changes what is given, and tells what changed', async () => {
    const note = await addNote(person, { widgetId, title: 'Bread', body: 'Rye' });
    clock.advance(60_000);

    const { data, headers } = await person.api.patch<RenderedNote>(`/notes/${note.id}`, {
      title: null,
      isPinned: true,
    });

    expect(data).toEqual({
      ...note,
      title: null,
      isPinned: true,
      version: 2,
      updatedAt: '2026-03-02T07:31:00.000Z',
    });
    expect(headers.get('etag')).toBe('"2"');
    expect((await eventsOf(app, person.id, 'note.updated.v1')).map(({ payload }) => payload)).toEqual([
      {
        noteId: note.id,
        widgetId,
        restoredVersion: null,
        before: { title: 'Bread', isPinned: false },
        after: { title: null, isPinned: true },
      },
    ]);
  });

  it('changes nothing where nothing differs', async () => {
    const note = await addNote(person, { widgetId });

    const { data, meta } = await person.api.patch<RenderedNote>(`/notes/${note.id}`, { body: note.body });

    expect(data).toEqual(note);
    expect(meta.events ?? []).toEqual([]);
  });

  it('moves it to another notes widget of its user, and nowhere else', async () => {
    const note = await addNote(person, { widgetId });
    const other = await addWidget(person, { type: 'notes' });
    const todo = await addWidget(person);
    const foreign = await addNote(await signUp(app));

    const move = (to: string) =>
      person.api.ask<RenderedNote>('PATCH', `/notes/${note.id}`, { body: { widgetId: to } });

    expect(await move(todo.id)).toMatchObject({ code: 'widget_type_mismatch' });
    expect(await move(foreign.widgetId)).toMatchObject({ code: 'widget_not_found' });
    expect(await move(other.id)).toMatchObject({ data: { widgetId: other.id, version: 2 } });
    expect((await person.api.get(`/widgets/${widgetId}/notes`)).data).toEqual([]);
  });

  it('does nothing for who has read another version', async () => {
    const note = await addNote(person, { widgetId });
    const headers = { 'if-match': '"1"' };
    await person.api.patch(`/notes/${note.id}`, { body: 'Wheat' }, { headers });

    for (const [method, path, body] of [
      ['PATCH', `/notes/${note.id}`, { body: 'Spelt' }],
      ['DELETE', `/notes/${note.id}`],
      ['POST', `/notes/${note.id}/versions/1/restore`],
    ] as const) {
      const refusal = await person.api.refused(method, path, { body, headers });
      expect([refusal.status, refusal.code]).toEqual([412, 'version_stale']);
    }
    expect(await read(note)).toMatchObject({ body: 'Wheat', version: 2 });
  });

  it('lets one of two win that change the same version at once', async () => {
    const note = await addNote(person, { widgetId });
    const change = (body: string) =>
      person.api.ask('PATCH', `/notes/${note.id}`, { body: { body }, headers: { 'if-match': '"1"' } });

    const answers = await Promise.all([change('Wheat'), change('Spelt')]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await read(note)).version).toBe(2);
  });
});

describe('deleting a note', () => {
  it('takes the texts that it had with it, and tells what it was', async () => {
    const note = await addNote(person, { widgetId });
    await person.api.patch(`/notes/${note.id}`, { body: 'Wheat' });

    await person.api.delete(`/notes/${note.id}`, { headers: { 'if-match': '"2"' } });

    expect((await person.api.refused('GET', `/notes/${note.id}`)).code).toBe('note_not_found');
    expect((await person.api.refused('DELETE', `/notes/${note.id}`)).code).toBe('note_not_found');
    const [kept] = await app.app
      .get(DataSource)
      .query<[{ count: number }]>('SELECT count(*)::int FROM note_versions WHERE note_id = $1', [note.id]);
    expect(kept.count).toBe(0);
    expect((await eventsOf(app, person.id, 'note.deleted.v1')).at(-1)?.payload).toMatchObject({
      noteId: note.id,
      before: { body: 'Wheat', version: 2 },
    });
  });
});

describe('what a board shows of notes', () => {
  const shown = async (): Promise<unknown> => (await person.api.get(`/widgets/${widgetId}/data`)).data;

  it('is nothing at first', async () => {
    expect(await shown()).toEqual({ count: 0, notes: [] });
  });

  it('is the pinned ones and the newest, the beginning of each', async () => {
    await person.api.patch(`/widgets/${widgetId}`, { settings: { maxItems: 2 } });
    const [pinned, , newest] = await addInTurn(
      { title: 'Pinned', body: `**${'y'.repeat(250)}**`, isPinned: true },
      { title: 'Old' },
      { title: null, body: '- [ ] Salt' },
    );

    expect(await shown()).toEqual({
      count: 3,
      notes: [
        {
          id: pinned?.id,
          title: 'Pinned',
          excerpt: 'y'.repeat(200),
          isPinned: true,
          updatedAt: '2026-03-02T07:30:01.000Z',
        },
        {
          id: newest?.id,
          title: null,
          excerpt: 'Salt',
          isPinned: false,
          updatedAt: '2026-03-02T07:30:03.000Z',
        },
      ],
    });
  });

  it('changes on the board with each change of a note', async () => {
    const onBoard = async (): Promise<unknown> => {
      const { data } = await person.api.get<{ widgets: { id: string; data: unknown }[] }>('/dashboard/today');
      return data.widgets.find(({ id }) => id === widgetId)?.data;
    };
    await person.api.patch(`/widgets/${widgetId}`, { isPinned: true });
    const { id } = await addNote(person, { widgetId, body: 'Rye' });

    expect(await onBoard()).toMatchObject({ notes: [{ excerpt: 'Rye' }] });
    await person.api.patch(`/notes/${id}`, { body: 'Wheat' });
    expect(await onBoard()).toMatchObject({ notes: [{ excerpt: 'Wheat' }] });
    await person.api.post(`/notes/${id}/versions/1/restore`);
    expect(await onBoard()).toMatchObject({ notes: [{ excerpt: 'Rye' }] });
    await person.api.delete(`/notes/${id}`);
    expect(await onBoard()).toEqual({ count: 0, notes: [] });
  });
});
