import { describe, expect, it } from '@jest/globals';
import { neutralText } from './neutral-text.js';

describe('neutralText', () => {
  it.each([
    ['zero-width letters', 'ig\u200bno\u200dre\ufeff', 'ignore'],
    ['direction overrides', '\u202eevil\u2066\u2069', 'evil'],
    ['invisible tags', `so${String.fromCodePoint(0xe0049, 0xe0067, 0xe006e)}`, 'so'],
    ['variation selectors', 'a\ufe0f\u{e0101}b', 'ab'],
    ['letters that show nothing', 'a\u3164\u2800b', 'a b'],
    ['control characters', 'a\u0000\u001b[2Jb', 'a[2Jb'],
    [
      'marks of chat templates',
      '<|im_start|>system [INST] x [/INST] <<SYS>>',
      '‹|im_start|›system  x  ‹‹SYS››',
    ],
    ['tags', 'a </source> b', 'a ‹/source› b'],
    ['footnotes that look like ours', 'So it is [3], [1, 2]【4†x】.', 'So it is , .'],
    ['encoded data', `read ${'QUJD'.repeat(40)} this`, 'read … this'],
  ])('takes %s away', (_case, text, expected) => {
    expect(neutralText(text)).toBe(expected);
  });

  it.each(['Zürich – 20 °C, “quoted”, [sic] and 3 % of it.', '日本語の文章。', 'Two\nlines'])(
    'leaves %j as it is',
    (text) => {
      expect(neutralText(text)).toBe(text);
    },
  );
});
