import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HOSTILE } from '../../../../../../test/cases/markdown/hostile.js';
import { renderNote } from './render-note.js';

const noteHtml = (markdown: string): string => renderNote(markdown).html;

const TAG = [
  '</?(?:h[1-6]|p|blockquote|pre|hr|ul|ol|li|table|thead|tbody|tr|th|td|br|code|em|strong|del|a)(?: /)?>',
  '<a href="(?:https?|mailto|tel):[^"<>\\s]*"(?: title="[^"<>]*")? rel="noopener noreferrer nofollow">',
  '<input (?:checked )?disabled type="checkbox" />',
  '<ol start="\\d{1,10}">',
  '<t[hd] align="(?:left|center|right)">',
  '<code class="language-[^"<>\\s]*">',
].join('|');

/**
 * Nothing but text, these tags and these attributes: none of them can hold a script, none changes how the rest is
 * parsed, so that browsers have nothing to read in another way than it is written.
 */
const HARMLESS = new RegExp(`^(?:[^<>]|${TAG})*$`);

/** What is open when a text has ended, in order; tags that close another one than the last throw. */
function unclosed(html: string): string[] {
  const open: string[] = [];
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z0-9]+)/g)) {
    if (['br', 'hr', 'input'].includes(name)) continue;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
  }
  return open;
}

const vectors = Object.entries(HOSTILE).flatMap(([kind, texts]) =>
  texts.map((text) => [kind, text] as const),
);

describe('the HTML of a note', () => {
  it('is tried with more than sixty hostile texts, no two the same', () => {
    expect(new Set(vectors.map(([, text]) => text)).size).toBe(vectors.length);
    expect(vectors.length).toBeGreaterThanOrEqual(60);
  });

  it.each(vectors)('has nothing but harmless tags: %s: %s', (_, text) => {
    for (const around of [
      text,
      `- ${text}`,
      `> ${text}`,
      `**${text}**`,
      `x ${text} y`,
      `| a |\n|--|\n| ${text} |`,
    ]) {
      const html = noteHtml(around);

      expect(html).toMatch(HARMLESS);
      expect(unclosed(html)).toEqual([]);
    }
  });

  it('has nothing but harmless tags, whatever parts of hostile texts come together', () => {
    const parts = vectors.flatMap(([, text]) => text.split(/(?<=[<>"'`\](])/));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts, '\n', '\n\n', ' '), { maxLength: 12 }), (chosen) => {
        const html = noteHtml(chosen.join(''));

        expect(html).toMatch(HARMLESS);
        expect(unclosed(html)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('has nothing but harmless tags, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(noteHtml(text)).toMatch(HARMLESS);
      }),
    );
  });

  it.each([
    ['a **b** _c_ ~~d~~', '<p>a <strong>b</strong> <em>c</em> <del>d</del></p>\n'],
    ['# Bread\n\nRye', '<h1>Bread</h1>\n<p>Rye</p>\n'],
    ['```js\na < b\n```', '<pre><code class="language-js">a &lt; b\n</code></pre>\n'],
    ['`<b>`', '<p><code>&lt;b&gt;</code></p>\n'],
    ['3. a\n4. b', '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'],
    ['a  \nb', '<p>a<br />b</p>\n'],
    ['AT&T &amp; "Bell"', '<p>AT&amp;T &amp; "Bell"</p>\n'],
  ])('reads Markdown: %j', (markdown, html) => {
    expect(noteHtml(markdown)).toBe(html);
  });

  it('has the boxes of a list of things to do, which nobody can tick there', () => {
    const html = noteHtml('- [x] Flour\n- [ ] Salt');

    expect(html.match(/<input [^>]*>/g)).toEqual([
      '<input checked disabled type="checkbox" />',
      '<input disabled type="checkbox" />',
    ]);
  });

  it('keeps the columns of a table aligned', () => {
    expect(noteHtml('| a | b |\n|:-:|--:|\n| 1 | 2 |')).toContain('<td align="right">2</td>');
  });

  it.each([
    ['[x](https://example.org/a?b=1&c=2 "About")', 'https://example.org/a?b=1&amp;c=2" title="About"'],
    ['https://example.org/a', 'https://example.org/a"'],
    ['www.example.org', 'http://www.example.org/"'],
    ['ann@example.org', 'mailto:ann@example.org"'],
    ['[x](tel:+4930123)', 'tel:+4930123"'],
    ['[x](HTTPS://EXAMPLE.org)', 'https://example.org/"'],
  ])('links to where one may go, telling nobody where from: %s', (markdown, start) => {
    expect(noteHtml(markdown)).toContain(`<a href="${start} rel="noopener noreferrer nofollow">`);
  });

  it.each(['[x](javascript:alert(1))', '[x](/widgets)', '[x](#top)', '![x](data:image/png;base64,AAAA)'])(
    'shows the words of a link that leads nowhere, and no link: %s',
    (markdown) => {
      expect(noteHtml(markdown)).toBe('<p>x</p>\n');
    },
  );

  it('links to images instead of loading them', () => {
    expect(noteHtml('![A cat](https://example.org/cat.png)')).toBe(
      '<p><a href="https://example.org/cat.png" rel="noopener noreferrer nofollow">A cat</a></p>\n',
    );
    expect(noteHtml('![](https://example.org/cat.png)')).toContain('>https://example.org/cat.png</a>');
  });

  it('has no link within a link', () => {
    expect(noteHtml('[![A cat](https://example.org/cat.png) x](https://example.org)')).toBe(
      '<p><a href="https://example.org/" rel="noopener noreferrer nofollow">A cat x</a></p>\n',
    );
  });

  it('shows raw HTML as the text that it is', () => {
    expect(noteHtml('a <b>c</b>\n\n<div>d</div>')).toContain('a &lt;b&gt;c&lt;/b&gt;');
  });
});
