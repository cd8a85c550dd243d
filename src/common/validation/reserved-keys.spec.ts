import { expect, it } from '@jest/globals';
import { reservedKeyOf } from './reserved-keys.js';

it.each(['__proto__', 'constructor', 'hasOwnProperty', 'prototype', 'toString', 'valueOf'])(
  'finds %s among the keys of what was parsed',
  (key) => {
    expect(reservedKeyOf(JSON.parse(`{"name":1,"${key}":2}`) as object)).toBe(key);
  },
);

it('finds nothing in what only inherits such keys', () => {
  expect(reservedKeyOf({ name: 1, then: 2, length: 3 })).toBeUndefined();
  expect(reservedKeyOf([1])).toBeUndefined();
});
