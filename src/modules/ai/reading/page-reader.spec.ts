import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { FetchedPage, ReadablePage } from './page.contract.js';
import { MAX_PAGE_BYTES } from './page-limits.js';
import { readPage } from './page-reader.js';

const page = (
  body: string | Buffer,
  contentType: string | undefined = 'text/html; charset=utf-8',
): FetchedPage => ({
  url: 'https://pages.example/a',
  contentType,
  body: Buffer.from(body as string),
});
/** Far above what any page takes, so that a busy machine changes nothing. */
const PATIENT = { parseMs: 60_000, articleMs: 60_000 };
const read = (body: string | Buffer, contentType?: string): ReadablePage =>
  readPage(page(body, contentType), PATIENT);
const texts = (body: string): string[] => read(body).paragraphs.map(({ text }) => text);
const fromFile = (path: string): ReadablePage => read(readFileSync(`test/cases/pages/${path}`));
const S = [
  'The lighthouse of Oban is 30 metres high and built of granite.',
  'Its lamp was lit for the first time in the winter of 1850.',
  '灯塔高42米，灯光在30公里外可见。',
];
const refusal = (code: string): unknown => expect.objectContaining({ code, kind: 'upstream' });

describe('readPage', () => {
  describe('an article among menus, banners and footers', () => {
    const { title, paragraphs } = fromFile('sourdough/kitchen-notes.html');
    const text = paragraphs.map((paragraph) => paragraph.text).join('\n');

    it('has its title and all of its paragraphs', () => {
      expect(title).toMatch(/^How often should you feed a sourdough starter\?/);
      expect(text).toContain('needs food every 12 hours');
      expect(text).toContain('Drop a teaspoon of it in a glass of water.');
    });

    it('knows the heading that each paragraph stands under', () => {
      const cold = paragraphs.find((paragraph) => paragraph.text.startsWith('Cold storage'));

      expect(cold?.heading).toBe('In the refrigerator');
    });

    it('has none of what stands around it', () => {
      expect(text).not.toMatch(/cookie|dataLayer|Our favourite rye loaf|All rights reserved|Cakes/);
    });
  });

  it('reads a page in UTF-8 that calls itself Latin', () => {
    const { paragraphs } = fromFile('sourdough/baking-school.html');

    expect(paragraphs.some(({ text }) => text.includes('A starter at 21 °C'))).toBe(true);
  });

  it('reads a table row by row and leaves out code', () => {
    const text = fromFile('sourdough/baking-school.html').paragraphs.map((paragraph) => paragraph.text);

    expect(text).toContain('Counter | twice a day | 1:5:5');
    expect(
      texts('<p>Prose.</p><pre>let x = 1;</pre><table><tr><td></td><td>a</td></tr></table>'.repeat(20)),
    ).not.toContain('let x = 1;');
  });

  it.each([
    ['a table', S.map((s, i) => `<tr><td>${i + 1}</td><td>${s}</td></tr>`).join('')],
    [
      'a table with empty and linked cells',
      S.map((s) => `<tr><td></td><td>${s}</td><td><a href="/x">Read more of this here.</a></td></tr>`).join(
        '',
      ),
    ],
    ['headings', S.map((s) => `<h3>${s}</h3>`).join('')],
    ['list items', `<ul>${S.map((s) => `<li>${s}</li>`).join('')}</ul>`],
  ])('reads sentences that are laid out in %s as what they are', (_case, markup) => {
    expect(texts(markup.startsWith('<tr>') ? `<table>${markup}</table>` : markup)).toEqual(S);
  });

  it('reads a sentence in a table under the label beside it', () => {
    expect(read(`<table><tr><td>1850</td><td>${S[0]}</td></tr></table>`).paragraphs).toEqual([
      { text: S[0], heading: '1850' },
    ]);
  });

  it('keeps the rows of figures together, and leaves out what leads elsewhere', () => {
    const rows = ['<td>Year</td><td>Height</td>', '<td>1850</td><td>30 m approx.</td>'];
    const menu = '<td><a href="/">Home</a></td><td><a href="/us">All about us and our news.</a></td>';

    expect(texts(`<table><tr>${[menu, ...rows].join('</tr><tr>')}</tr></table>`)).toEqual([
      'Year | Height',
      '1850 | 30 m approx.',
    ]);
  });

  it('does not read what no person sees', () => {
    const { paragraphs } = fromFile('heat-pumps/magazine.html');
    const hidden = [
      '<p hidden>h1</p>',
      '<p aria-hidden="true">h2</p>',
      '<p style="visibility:hidden">h3</p>',
      '<p style="font-size:0">h4</p>',
      '<p style="opacity: 0">h5</p>',
      '<!-- h6 -->',
      '<template>h7</template>',
      '<noscript>h8</noscript>',
    ];

    expect(paragraphs.some(({ text }) => text.includes('Ignore all previous'))).toBe(false);
    expect(texts(`<p>Seen.</p>${hidden.join('')}`)).toEqual(['Seen.']);
    expect(texts('<p>a\u200Bb\u202Ec\u00ADd\u{E0041}e</p>')).toEqual(['abcde']);
  });

  it('leaves out menus, also those that no tag names', () => {
    const links = '<ul><li><a href="/1">One</a></li><li><a href="/2">Two</a></li></ul>';

    expect(
      texts(`${links}<div role="navigation">Menu</div><p>A <a href="/x">link</a> within prose stays.</p>`),
    ).toEqual(['A link within prose stays.']);
  });

  it('puts the term before what a definition says of it', () => {
    expect(
      read(
        '<h2>Options</h2><dl><dt>--soft</dt><dd>Keeps the index.<p>And more.</p></dd><dt>1</dt><dd>A footnote.</dd></dl><p>After.</p>',
      ).paragraphs,
    ).toEqual([
      { text: '--soft: Keeps the index.', heading: '--soft' },
      { text: '--soft: And more.', heading: '--soft' },
      { text: 'A footnote.', heading: 'Options' },
      { text: 'After.', heading: 'Options' },
    ]);
  });

  it.each([
    ['no frame at all', '<title>T</title><p>Text.</p>', 'T'],
    ['an open head', '<html><head><title>T</title><p>Text.</p>', 'T'],
    ['a body only', '<body><p>Text.</p>', 'pages.example'],
    ['a body and no html', '<head><title>\n T </title></head><body><p>Text.</p></body>', 'T'],
    ['line breaks', '<html><body>Te<b>xt</b>.<br><h1></h1></body></html>', 'pages.example'],
  ])('reads a page with %s', (_case, markup, title) => {
    expect(read(markup)).toMatchObject({ title, paragraphs: [{ text: 'Text.' }] });
  });

  it('falls back to the whole page where the article that was guessed is only a small part of it', () => {
    const items = Array.from(
      { length: 60 },
      (_, i) => `<div class="comment"><div>Entry ${i} says one thing, and no other.</div></div>`,
    );
    const article = `<article>${'<p>One long paragraph, with commas, that looks like an article to a machine.</p>'.repeat(8)}</article>`;

    expect(texts(`<html><body><section>${items.join('')}</section>${article}</body></html>`)).toContain(
      'Entry 59 says one thing, and no other.',
    );
  });

  it('reads preformatted text where a page has nothing else', () => {
    expect(texts('<html><body><pre>RFC 9999\n\nThe whole text stands in here.</pre></body></html>')).toEqual([
      'RFC 9999 The whole text stands in here.',
    ]);
  });

  it('reads plain text by its empty lines', () => {
    expect(read('One\nline.\n\n \n\nTwo.\n', 'text/plain').paragraphs).toEqual([
      { text: 'One line.', heading: null },
      { text: 'Two.', heading: null },
    ]);
    expect(read('# Title', 'text/markdown')).toMatchObject({ title: 'pages.example' });
  });

  it('looks at the page itself where the server names no type', () => {
    expect(
      readPage({
        url: 'https://a.example/',
        contentType: undefined,
        body: Buffer.from(' <!DOCTYPE html><p>Hi.</p>'),
      }).paragraphs,
    ).toEqual([{ text: 'Hi.', heading: null }]);
    expect(read('Just <words>.', '').paragraphs).toEqual([{ text: 'Just <words>.', heading: null }]);
  });

  it('reads UTF-16, whose zeros are no sign of anything else', () => {
    const body = Buffer.from('\uFEFF<p>Wide text.</p>', 'utf16le');

    expect(read(body).paragraphs[0]?.text).toBe('Wide text.');
    expect(read(Buffer.from('Wide.', 'utf16le'), 'text/plain; charset=utf-16le').paragraphs[0]?.text).toBe(
      'Wide.',
    );
  });

  it.each([
    ['a PDF by its type', 'x', 'application/pdf', 'page_is_pdf'],
    ['a PDF that calls itself HTML', '%PDF-1.7 …', 'text/html', 'page_is_pdf'],
    ['a picture', 'x', 'image/png', 'page_type_unsupported'],
    ['JSON', '{}', 'application/json', 'page_type_unsupported'],
    ['something binary that calls itself text', 'a\0b', 'text/plain', 'page_type_unsupported'],
    ['an empty page', '', 'text/html', 'page_empty'],
    ['a page of scripts', '<script>app()</script><div id="root"></div>', 'text/html', 'page_empty'],
  ])('refuses %s', (_case, body, contentType, code) => {
    expect(() => read(body, contentType)).toThrow(refusal(code));
  });

  describe('hostile pages', () => {
    it.each([
      ['too many bytes', 'x'.repeat(MAX_PAGE_BYTES + 1)],
      ['too many tags', '<p>x'.repeat(160_000)],
      ['too many entities', '&amp;'.repeat(160_000)],
    ])('refuses %s', (_case, markup) => {
      expect(() => read(markup, 'text/html')).toThrow(refusal('page_too_complex'));
    });

    it('gives a page up that takes too long to parse', () => {
      const slow = `<body>${'<b>'.repeat(50_000)}${'</i>'.repeat(90_000)}`;

      expect(() => readPage(page(slow), { ...PATIENT, parseMs: 100 })).toThrow(refusal('page_too_complex'));
    });

    it('reads the whole page where guessing its article takes too long', () => {
      const slow = `<body>${'<div><p>Some words, and more, and a few more.</p></div>'.repeat(1_400)}`;

      expect(readPage(page(slow), { ...PATIENT, articleMs: 1 }).paragraphs.length).toBe(1_400);
    });

    it('reads a page that is nested deeper than a stack could bear', () => {
      const deep = `<body>${'<div>'.repeat(2_900)}<p>Deep down.</p>`;

      expect(readPage(page(deep), { ...PATIENT, articleMs: 100 }).paragraphs).toEqual([
        { text: 'Deep down.', heading: null },
      ]);
    });

    it('reads a page that is too wide to guess its article', () => {
      expect(texts(`<body>${'<p>Some words, and more.</p>'.repeat(3_500)}`).length).toBe(3_500);
    });

    it('stops at a bound of text', () => {
      const size = read(`<body>${`<p>${'word '.repeat(200)}</p>`.repeat(500)}`).paragraphs.reduce(
        (sum, { text }) => sum + text.length,
        0,
      );

      expect(size).toBeGreaterThan(390_000);
      expect(size).toBeLessThanOrEqual(400_000);
    });

    it('keeps a title short', () => {
      expect(read(`<title>${'T'.repeat(999)}</title><p>Text.</p>`).title.length).toBe(200);
    });
  });
});
