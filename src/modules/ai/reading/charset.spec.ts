import { describe, expect, it } from '@jest/globals';
import { decodeText } from './charset.js';

const html = 'text/html';
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('decodeText', () => {
  it.each([
    ['a byte order mark of UTF-8', Buffer.from('\uFEFFcafé'), 'text/html; charset=iso-8859-1', 'café'],
    ['a byte order mark of UTF-16', Buffer.from('\uFEFFcafé', 'utf16le'), html, 'café'],
    ['the header', latin('caf\xe9'), 'text/html; charset="ISO-8859-1"', 'café'],
    [
      'a header of another alphabet',
      Buffer.from([0xcf, 0xf0, 0xe8]),
      'text/html; charset=windows-1251',
      'При',
    ],
    ['the page', latin('<meta charset=windows-1251>\xcf\xf0\xe8'), html, '<meta charset=windows-1251>При'],
    [
      'the page in the old way',
      latin('<META http-equiv="Content-Type" content="text/html; charset=windows-1251">\xcf'),
      html,
      '<META http-equiv="Content-Type" content="text/html; charset=windows-1251">П',
    ],
    [
      'an XML declaration',
      latin('<?xml version="1.0" encoding="windows-1251"?>\xcf'),
      undefined,
      '<?xml version="1.0" encoding="windows-1251"?>П',
    ],
  ])('goes by %s', (_case, bytes, contentType, expected) => {
    expect(decodeText(bytes, contentType)).toBe(expected);
  });

  it('takes UTF-8 for what it is, though the header calls it Latin', () => {
    expect(decodeText(Buffer.from('−15 °C – “café”'), 'text/html; charset=iso-8859-1')).toBe(
      '−15 °C – “café”',
    );
  });

  it('takes Latin for what it is, though the header calls it UTF-8', () => {
    expect(decodeText(latin('caf\xe9 \xfcber'), 'text/html; charset=utf-8')).toBe('café über');
  });

  it('forgives a broken letter in UTF-8', () => {
    expect(decodeText(Buffer.concat([Buffer.from('déjà vu '), latin('\xe9')]), html)).toBe('déjà vu \uFFFD');
  });

  it('passes over a charset that nobody knows', () => {
    expect(decodeText(Buffer.from('<meta charset="utf-8">é'), 'text/html; charset=klingon')).toBe(
      '<meta charset="utf-8">é',
    );
    expect(decodeText(Buffer.from('é'), 'text/html; charset=klingon')).toBe('é');
  });

  it('does not believe a page that calls itself UTF-16 in single bytes', () => {
    expect(decodeText(Buffer.from('<meta charset="utf-16">é'), html)).toBe('<meta charset="utf-16">é');
  });
});
