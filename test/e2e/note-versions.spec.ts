import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  ListedVersion,
  RenderedNote,
  RenderedVersion,
} from '../../src/modules/widgets/types/notes/notes.contract.js';
import { addNote } from '../factories/notes.js';
import { signUp, type Person } from '../factories/users.js';
import { eventsOf } from '../support/event-rows.js';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const MORNING = '2026-03-02T07:30:00Z';
const MINUTE = 60_000;

let app: TestApp;
let clock: FakeClock;
let person: Person;
let note: RenderedNote;

beforeAll(async () => {
  clock = new FakeClock(MORNING);
  app = await startTestApp({ clock, env: { ROLE: 'api', JWT_ACCESS_TTL: '86400' } });
  person = await signUp(app);
});

beforeEach(async () => {
  clock.set(MORNING);
  note = await addNote(person, { title: 'Bread', body: 'Rye' });
});

afterAll(() => app.close());

const write = async (body: string): Promise<RenderedNote> =>
  (await person.api.patch<RenderedNote>(`/notes/${note.id}`, { body })).data;
const versions = async (query = ''): Promise<ListedVersion[]> =>
  (await person.api.get<ListedVersion[]>(`/notes/${note.id}/versions${query}`)).data;
const kept = async (): Promise<string[]> => (await versions()).map(({ excerpt }) => excerpt);

describe('the texts that a note had before', () => {
  it('are none at first, nor where only other fields change', async () => {
    clock.advance(60 * MINUTE);
    await person.api.patch(`/notes/${note.id}`, { isPinned: true });

    expect(await versions()).toEqual([]);
  });

  it('are kept with when they were written and replaced', async () => {
    clock.advance(10 * MINUTE);
    await write('**Wheat**');
    clock.advance(10 * MINUTE);
    await person.api.patch(`/notes/${note.id}`, { title: null });

    expect(await versions()).toEqual([
      {
        noteId: note.id,
        version: 2,
        title: 'Bread',
        excerpt: 'Wheat',
        writtenAt: '2026-03-02T07:40:00.000Z',
        keptAt: '2026-03-02T07:50:00.000Z',
      },
      {
        noteId: note.id,
        version: 1,
        title: 'Bread',
        excerpt: 'Rye',
        writtenAt: '2026-03-02T07:30:00.000Z',
        keptAt: '2026-03-02T07:40:00.000Z',
      },
    ]);
    expect((await person.api.get<RenderedVersion>(`/notes/${note.id}/versions/2`)).data).toEqual({
      noteId: note.id,
      version: 2,
      title: 'Bread',
      body: '**Wheat**',
      html: '<p><strong>Wheat</strong></p>\n',
      writtenAt: '2026-03-02T07:40:00.000Z',
      keptAt: '2026-03-02T07:50:00.000Z',
    });
  });

  it('are one in five minutes while somebody types', async () => {
    let text = 'Rye';
    for (let second = 0; second < 11 * 60; second += 30) {
      clock.advance(30_000);
      await write((text += ` ${second}`));
    }

    expect(await kept()).toHaveLength(3);
  });

  it('have what was just typed when it is wiped out by mistake', async () => {
    const typed = 'Feed the starter twice a day. '.repeat(10);
    clock.advance(20_000);
    await write(typed);
    clock.advance(20_000);
    await write('');

    expect(await kept()).toEqual([typed.trim().slice(0, 200), 'Rye']);
  });

  it('are the last hundred, in pages', async () => {
    for (let n = 1; n <= 102; n += 1) {
      clock.advance(6 * MINUTE);
      await write(`Text ${n}`);
    }

    const first = await person.api.get<ListedVersion[]>(`/notes/${note.id}/versions?limit=60`);
    const next = first.meta.pagination?.nextCursor ?? '';
    const second = await person.api.get<ListedVersion[]>(
      `/notes/${note.id}/versions?limit=60&cursor=${next}`,
    );

    const numbers = [...first.data, ...second.data].map(({ version }) => version);
    expect(numbers).toEqual(Array.from({ length: 100 }, (_, i) => 102 - i));
    expect(second.meta.pagination?.hasMore).toBe(false);
  });

  it.each(['1', '0', '-1', '99', '1.5', 'x', '9999999999', '01'])(
    'are not what was never kept: %s',
    async (version) => {
      const one = await person.api.refused('GET', `/notes/${note.id}/versions/${version}`);
      const restored = await person.api.refused('POST', `/notes/${note.id}/versions/${version}/restore`);

      expect([one.status, one.code]).toEqual([404, 'note_version_not_found']);
      expect([restored.status, restored.code]).toEqual([404, 'note_version_not_found']);
    },
  );
});

describe('restoring a text', () => {
  it('gives the note its title and text back, and keeps what it had, however new', async () => {
    await person.api.patch(`/notes/${note.id}`, { title: 'Cake', body: 'Sugar' });
    await write('Sugar!');

    const { data, headers } = await person.api.post<RenderedNote>(`/notes/${note.id}/versions/1/restore`);

    expect(data).toMatchObject({ title: 'Bread', body: 'Rye', html: '<p>Rye</p>\n', version: 4 });
    expect(headers.get('etag')).toBe('"4"');
    expect(await kept()).toEqual(['Sugar!', 'Rye']);
    expect((await eventsOf(app, person.id, 'note.updated.v1')).at(-1)?.payload).toEqual({
      noteId: note.id,
      widgetId: note.widgetId,
      restoredVersion: 1,
      before: { title: 'Cake', body: 'Sugar!' },
      after: { title: 'Bread', body: 'Rye' },
    });
  });

  it('changes nothing the second time', async () => {
    await write('Wheat');
    const { data: once } = await person.api.post<RenderedNote>(`/notes/${note.id}/versions/1/restore`);

    const again = await person.api.post<RenderedNote>(`/notes/${note.id}/versions/1/restore`);

    expect(again.data).toEqual(once);
    expect(again.meta.events ?? []).toEqual([]);
  });

  it('is found by its words again', async () => {
    await write('Wheat');
    await person.api.post(`/notes/${note.id}/versions/1/restore`);

    const found = async (word: string): Promise<string[]> =>
      (await person.api.get<{ id: string }[]>(`/notes?search=${word}`)).data.map(({ id }) => id);

    expect(await found('rye')).toContain(note.id);
    expect(await found('wheat')).not.toContain(note.id);
  });
});
