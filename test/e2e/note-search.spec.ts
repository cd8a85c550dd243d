import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { ReindexNotesJob } from '../../src/modules/widgets/types/notes/lists/reindex-notes.job.js';
import type { ListedNote } from '../../src/modules/widgets/types/notes/notes.contract.js';
import { addNote } from '../factories/notes.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let clock: FakeClock;
let person: Person;
let widgetId: string;

beforeAll(async () => {
  clock = new FakeClock('2026-03-02T07:30:00Z');
  app = await startTestApp({ clock, env: { ROLE: 'api', JWT_ACCESS_TTL: '86400' } });
});

beforeEach(async () => {
  person = await signUp(app);
  widgetId = (await addWidget(person, { type: 'notes', title: 'Notes' })).id;
});

afterAll(() => app.close());

async function search(words: string): Promise<ListedNote[]> {
  return (await person.api.get<ListedNote[]>(`/notes?search=${encodeURIComponent(words)}`)).data;
}

const found = async (words: string): Promise<(string | null)[]> =>
  (await search(words)).map(({ title }) => title).sort();
const marked = ({ excerpt, marks }: ListedNote): string[] =>
  marks.map(({ start, length }) => excerpt.slice(start, start + length));

describe('searching notes', () => {
  it.each([
    ['rye', ['a', 'b']],
    ['RYE', ['a', 'b']],
    ['rye wheat', ['b']],
    ['"rye bread"', ['a']],
    ['bread rye', ['a', 'b']],
    ['rye -wheat ', ['a']],
    ['-rye', ['c']],
    ['spelt or wheat', ['b', 'c']],
    ['br', ['a', 'b', 'c']],
    ['br ', []],
    ['"br"', []],
    ['spelt or whe', ['b', 'c']],
    ['rye -whe', ['a', 'b']],
    ['brötchen', ['c']],
    ['Brötch', ['c']],
    ['brotchen', ['c']],
    ['BRÖTCHEN', ['c']],
    ['bro\u0308tchen', ['c']],
    ['baker’s', ['c']],
    ["baker's", ['c']],
    ['strong', []],
    ['starter', ['a']],
    ['oven', []],
    ['!!!', []],
    ['<>&|:*()\'\\"', []],
    ["'", []],
    ['rye:*', ['a', 'b']],
    ['u=', []],
  ])('finds what is asked for with %j', async (words, expected) => {
    await addNote(person, {
      widgetId,
      title: 'a',
      body: 'Rye **bread**, and <strong>its</strong> [starter](https://oven.example)',
    });
    await addNote(person, { widgetId, title: 'b', body: '# Bread\n\nof wheat and rye' });
    await addNote(person, { widgetId, title: 'c', body: "Spelt: the baker's Brötchen" });

    expect(await found(words)).toEqual(expected);
  });

  it.each([
    ['这是一个测试文档', '测试', '测试'],
    ['東京で日本語を勉強する', '日本語', '日本語'],
    ['東京で日本語を勉強する', '京', '京'],
    ['ฉันชอบกินข้าวผัด', 'ข้าว', 'ข้าว'],
    ['Les études du soir', 'etudes', 'études'],
    ['Les e\u0301tudes du soir', 'études', 'e\u0301tudes'],
    ["The driver's seat", 'driver’s', "driver's"],
    ['The driver’s seat', "driver's", 'driver’s'],
    ['Die Straße', 'STRASSE', 'Straße'],
    ['Ｔｏｋｙｏ', 'tokyo', 'Ｔｏｋｙｏ'],
  ])('finds in %j what looks the same: %j', async (body, words, marks) => {
    await addNote(person, { widgetId, title: 'hit', body });
    await addNote(person, { widgetId, title: 'other', body: '日本と英語、京都' });

    const hits = await search(words);

    expect(hits.map(({ title }) => title)).toContain('hit');
    expect(marked(hits.find(({ title }) => title === 'hit')!)).toContain(marks);
    expect(words === '日本語' ? hits.length : 1).toBe(1);
  });

  it.each(['<!--'.repeat(40), './'.repeat(100), 'a_b:*', '-', '"', 'or or or', "'''"])(
    'answers what is hardly a search: %j',
    async (words) => {
      await addNote(person, { widgetId, body: `${'./'.repeat(40_000)} ${'<!--'.repeat(2_000)} a_b` });

      expect((await person.api.raw('GET', `/notes?search=${encodeURIComponent(words)}`)).status).toBe(200);
    },
  );

  it('finds notes of before their words were folded, once the job ran', async () => {
    const { id } = await addNote(person, { widgetId, title: 'old', body: 'Les études' });
    await app.app
      .get(DataSource)
      .query(`UPDATE notes SET search_form = 0, search = array_to_tsvector(ARRAY['études']) WHERE id = $1`, [
        id,
      ]);
    expect(await found('etudes')).toEqual([]);

    const context = { attempt: 1, isLast: true, signal: new AbortController().signal };
    await app.app.get(ReindexNotesJob, { strict: false }).perform({ occurrence: '' }, context);

    expect(await found('etudes')).toEqual(['old']);
  });

  it('finds by titles too, and puts those first', async () => {
    await addNote(person, { widgetId, title: 'Tea', body: 'With bread' });
    await addNote(person, { widgetId, title: 'Bread', body: 'Rye' });

    expect((await search('bread')).map(({ title }) => title)).toEqual(['Bread', 'Tea']);
  });

  it('says what it found where, in words without marks', async () => {
    await addNote(person, {
      widgetId,
      body: `📞 ${'Long ago. '.repeat(60)}<b>A *starter*</b> of rye. ${'The end. '.repeat(60)}`,
    });

    const [hit] = await search('rye start');

    expect(marked(hit!)).toEqual(['starter', 'rye']);
    expect(hit!.excerpt.length).toBeLessThan(300);
    expect(hit!.excerpt).not.toMatch(/[\u0000-\u001f]/);
  });

  it('shows the beginning where only the title has the words', async () => {
    await addNote(person, { widgetId, title: 'Bread', body: 'Rye and wheat' });

    expect(await search('bread')).toMatchObject([{ excerpt: 'Rye and wheat', marks: [] }]);
  });

  it('gives all in pages, the best first, none twice', async () => {
    for (let n = 0; n < 7; n += 1) {
      clock.advance(1_000);
      await addNote(person, { widgetId, title: String(n), body: n === 3 ? 'rye rye rye' : 'rye' });
    }

    const pages: (string | null)[][] = [];
    let page = await person.api.get<ListedNote[]>('/notes?search=rye&limit=3');
    for (;;) {
      pages.push(page.data.map(({ title }) => title));
      const cursor = page.meta.pagination?.nextCursor;
      if (!cursor) break;
      page = await person.api.get<ListedNote[]>(`/notes?search=rye&limit=3&cursor=${cursor}`);
    }

    expect(pages).toEqual([['3', '6', '5'], ['4', '2', '1'], ['0']]);
  });

  it('goes on only with the same search', async () => {
    for (let n = 0; n < 2; n += 1) await addNote(person, { widgetId, body: 'rye wheat' });
    const { meta } = await person.api.get(`/notes?search=rye&limit=1`);

    const other = await person.api.refused(
      'GET',
      `/notes?search=wheat&cursor=${meta.pagination?.nextCursor ?? ''}`,
    );
    const none = await person.api.refused('GET', `/notes?cursor=${meta.pagination?.nextCursor ?? ''}`);

    expect([other.code, none.code]).toEqual(['cursor_invalid', 'cursor_invalid']);
  });

  it.each(['', 'x'.repeat(201)])('refuses a search that is none', async (words) => {
    expect((await person.api.refused('GET', `/notes?search=${words}`)).status).toBe(422);
  });

  it('follows each change of a text', async () => {
    const { id } = await addNote(person, { widgetId, title: 'Bread', body: 'rye' });
    await person.api.patch(`/notes/${id}`, { body: 'wheat' });

    expect(await found('rye')).toEqual([]);
    expect(await found('wheat')).toEqual(['Bread']);
  });

  it.each([
    ['words that differ', 'a-'],
    ['addresses', '.example/x/'],
    ['letters of four bytes', '-'],
  ])('takes the longest of texts, whatever its words are: %s', async (kind, between) => {
    const letters = kind === 'letters of four bytes';
    let body = '';
    for (let n = 0; Array.from(body).length < 99_000; n += 1000)
      body += Array.from({ length: 1000 }, (_, i) =>
        letters ? String.fromCodePoint(0x20000 + n + i) + between : `${(n + i).toString(36)}${between}${i} `,
      ).join('');

    const note = await addNote(person, {
      widgetId,
      title: 'Long',
      body: Array.from(body).slice(0, 100_000).join(''),
    });

    expect(note.version).toBe(1);
  });
});
