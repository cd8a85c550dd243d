/** A page that is made to hurt its reader. */
export interface HostilePage {
  readonly name: string;
  readonly body: Buffer;
  readonly contentType?: string;
}

const SENTENCE = 'The daemon wakes up every minute by default and looks for work. ';
const of = (name: string, markup: string | Buffer, contentType?: string): HostilePage => ({
  name,
  body: Buffer.from(markup as string),
  ...(contentType === undefined ? {} : { contentType }),
});
const nested = (tag: string, depth: number): string => `<body>${`<${tag}>`.repeat(depth)}${SENTENCE}`;
/** Bytes that look random and are the same each time; none is zero, which would give them away. */
const noise = (length: number): Buffer => {
  let state = 42;
  return Buffer.from(
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return 1 + ((state >>> 24) % 255);
    }),
  );
};
const entities = (depth: number): string =>
  Array.from({ length: depth }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('');

/** Pages that are too much in one way each, within the size that is fetched at all. */
export const HOSTILE_PAGES: readonly HostilePage[] = [
  of('two megabytes of one word', `<p>${'a'.repeat(1_999_000)}`),
  of('two megabytes of sentences', `<p>${SENTENCE.repeat(31_000)}`),
  of('two megabytes of spaces', `<p>${' '.repeat(1_999_000)}.`),
  of('two megabytes of line breaks in plain text', '\n'.repeat(1_999_000), 'text/plain'),
  of('a sentence without an end', `<p>${'and so on, '.repeat(36_000)}`),
  of('full stops only', `<p>${'.'.repeat(390_000)}`),
  of('abbreviations only', `<p>${'e.g. i.e. Dr. '.repeat(28_000)}`),
  of('initials only', `<p>${'J. R. R. '.repeat(40_000)}`),
  of('brackets only', `<p>${'['.repeat(390_000)}`),
  of('footnotes only', `<p>${'[1] '.repeat(97_000)}`),
  of('quotes only', `<p>${'“”"'.repeat(130_000)}`),
  of('cells only', `<table><tr>${'<td>a'.repeat(70_000)}`),
  of('pipes only', `<p>${'| '.repeat(195_000)}`),
  of('angle brackets that are text', `<p>${'&lt;b '.repeat(140_000)}`),
  of('angle brackets that open nothing', `<p>${'< '.repeat(140_000)}`),
  of('addresses only', `<p>${'https://evil.example/?'.repeat(17_000)}`),
  of('an address without an end', `<p>${'a.'.repeat(195_000)}example/`),
  of('Markdown only', `<p>${'![x]('.repeat(78_000)}`),
  of('accents piled on one letter', `<p>e${'\u0301'.repeat(390_000)}. ${SENTENCE}`),
  of('signs that turn the direction', `<p>${'\u202E\u2066'.repeat(195_000)}${SENTENCE}`),
  of('halves of letters', `<p>${SENTENCE}`.concat('\uD800'.repeat(1_000))),
  of('emoji joined without an end', `<p>${'👩\u200D'.repeat(97_000)}`),
  of('letters without spaces', `<p>${'東京都'.repeat(130_000)}`),
  of('divs in divs', nested('div', 149_000)),
  of('bold in bold', nested('b', 149_000)),
  of('links in links', nested('a href=x', 70_000)),
  of('lists in lists', nested('ul><li', 74_000)),
  of('tables in tables', nested('table><tr><td', 49_000)),
  of('forms in forms', nested('form', 149_000)),
  of('templates in templates', nested('template', 149_000)),
  of('buttons in buttons', nested('button', 149_000)),
  of('tags that close nothing', `<body>${'</p>'.repeat(149_000)}${SENTENCE}`),
  of('tags that cross', `<body>${'<b><i></b></i>'.repeat(37_000)}${SENTENCE}`),
  of('tags that close in a deep stack', `<body>${'<b>'.repeat(50_000)}${'</i>'.repeat(90_000)}`),
  of(
    'attributes without an end',
    `<body><p ${Array.from({ length: 148_000 }, (_, i) => `a${i}=1`).join(' ')}>${SENTENCE}`,
  ),
  of('attributes of one name', `<body><p ${'class=x '.repeat(148_000)}>${SENTENCE}`),
  of(
    'attributes without values',
    `<body><p ${Array.from({ length: 250_000 }, (_, i) => `b${i}`).join(' ')}>${SENTENCE}`,
  ),
  of('an attribute of two megabytes', `<body><p title="${'x'.repeat(1_990_000)}">${SENTENCE}`),
  of('a style of two megabytes', `<body><p style="${'display :'.repeat(220_000)}">${SENTENCE}`),
  of('a quote that does not close', `<body><p title="${SENTENCE.repeat(30_000)}`),
  of('a comment that does not close', `<body>${SENTENCE}<!--${'-'.repeat(1_900_000)}`),
  of('comments only', `<body>${'<!---->'.repeat(140_000)}${SENTENCE}`),
  of('a script that does not close', `<body>${SENTENCE}<script>${'</scrip'.repeat(149_000)}`),
  of('a title that does not close', `<title>${'<p>t'.repeat(149_000)}`),
  of('text that is said to be plain', `<plaintext>${'<p>t'.repeat(149_000)}`),
  of('CDATA', `<body><![CDATA[${']]'.repeat(900_000)}${SENTENCE}`),
  of(
    'entities in entities',
    `<!DOCTYPE html [<!ENTITY e0 "lol">${entities(12)}]><body><p>&e12; ${SENTENCE}</p>`,
  ),
  of('entities that nobody knows', `<p>${'&nonsense;'.repeat(149_000)}`),
  of('numbers of letters that are none', `<p>${'&#x110000;&#0;'.repeat(74_000)}${SENTENCE}`),
  of(
    'pictures that draw themselves',
    `<svg>${'<use href="#a"/><g id="a">'.repeat(37_000)}</svg><p>${SENTENCE}`,
  ),
  of('frames', `<html><frameset>${'<frame src=x>'.repeat(70_000)}</frameset>`),
  of('choices without an end', `<select>${'<option>one'.repeat(149_000)}</select>`),
  of('lines without an end', `<p>${'a<br>'.repeat(149_000)}`),
  of('headings only', `<body>${'<h1>Heading of it</h1>'.repeat(70_000)}`),
  of('definitions only', `<dl>${'<dt>t<dd>It is a thing. '.repeat(74_000)}`),
  of('many heads and bodies', '<html><head><body>'.repeat(49_000).concat(SENTENCE)),
  of('noise that calls itself HTML', noise(1_000_000)),
  of('noise that calls itself plain text', noise(1_000_000), 'text/plain'),
  of('noise in a charset of many bytes', noise(1_000_000), 'text/html; charset=gb18030'),
  of('noise in a charset with states', noise(1_000_000), 'text/html; charset=iso-2022-jp'),
  of(
    'a charset that does not fit',
    Buffer.from(SENTENCE.repeat(100), 'utf16le'),
    'text/html; charset=utf-16be',
  ),
  of(
    'a charset that does not exist',
    `<meta charset="${'x'.repeat(1_500)}"><p>${SENTENCE}`,
    'text/html; charset=\u0000',
  ),
  of('UTF-7', '+ADw-script+AD4-alert(1)+ADw-/script+AD4-', 'text/html; charset=utf-7'),
  of('a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
  of('an archive', Buffer.from('504b0304140000000800', 'hex')),
  of('a packed page', Buffer.from('1f8b0800000000000003', 'hex')),
  of('a program', Buffer.from('7f454c46020101000000', 'hex')),
  of('a PDF behind a space', ' %PDF-1.7 '.repeat(1_000), 'text/html'),
  of('nothing', ''),
];
