import { expect, it } from '@jest/globals';
import { readExcerpt } from './excerpt.js';

it.each([
  ['', '', []],
  ['Rye', 'Rye', []],
  ['\u0002Rye\u0003', 'Rye', [{ start: 0, length: 3 }]],
  [
    'Feed 📞 the \u0002rye\u0003 and \u0002wheat\u0003.',
    'Feed 📞 the rye and wheat.',
    [
      { start: 12, length: 3 },
      { start: 20, length: 5 },
    ],
  ],
])('says where what was found is: %j', (signed, excerpt, marks) => {
  expect(readExcerpt(signed)).toEqual({ excerpt, marks });
});
