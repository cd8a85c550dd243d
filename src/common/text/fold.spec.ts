import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fold } from './fold.js';

describe('folding', () => {
  it.each([
    ['études', 'e\u0301tudes'],
    ['Études', 'etudes'],
    ['driver’s', "driver's"],
    ['driverʼs', "DRIVER'S"],
    ['“so”', '"so"'],
    ['well‑known', 'well-known'],
    ['Straße', 'STRASSE'],
    ['ﬁne', 'fine'],
    ['Ｆｕｌｌ１２', 'full12'],
    ['ｶﾞｲﾄﾞ', 'ガイド'],
    ['Ελλάς', 'ελλασ'],
    ['İstanbul', 'istanbul'],
    ['Ișık', 'isik'],
    ['Łódź', 'lodz'],
    ['Ærø', 'aero'],
    ['ёлка', 'Елка'],
    ['soft\u00ADhyphen', 'softhyphen'],
    ['a\u200Bb', 'ab'],
    ['no\u00A0break', 'no break'],
    ['한글', '한글'.normalize('NFD')],
    ['שָׁלוֹם', 'שלום'],
    ['كِتَاب', 'كتاب'],
    ['x²', 'x2'],
  ])('makes %j and %j the same', (a, b) => {
    expect(fold(a)).toBe(fold(b));
  });

  it.each([
    ['か', 'が'],
    ['กิน', 'กน'],
    ['हिंदी', 'हद'],
    ['rose', 'rosa'],
    ['a b', 'ab'],
  ])('tells %j from %j', (a, b) => {
    expect(fold(a)).not.toBe(fold(b));
  });

  it('changes nothing that is folded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
});
