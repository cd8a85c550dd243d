import { describe, expect, it } from '@jest/globals';
import { readNoteQuery, toTsquery } from './note-query.js';

describe('what a person types', () => {
  it.each([
    ['rye', "'rye':*"],
    ['rye ', "'rye'"],
    ['Études wheat', "'etudes' & 'wheat':*"],
    ['"rye bread"', "('rye' <1> 'bread')"],
    ['“rye bread”', "('rye' <1> 'bread')"],
    ['"rye bre', "('rye' <1> 'bre':*)"],
    ['rye or wheat ', "'rye' | 'wheat'"],
    ['or', "'or':*"],
    ['rye -wheat', "'rye' & !'wheat'"],
    ['-"rye bread" x ', "!('rye' <1> 'bread') & 'x'"],
    ['driver’s ', "('driver' <1> 's')"],
    ['测试', "'测试'"],
    ['日本語', "('日本' <1> '本語')"],
    ['猫', "'猫':*"],
    ['東京2020', "('東京' <2> '2020':*)"],
    ['<!--'.repeat(40), ''],
    ['<>&|:*()\'\\"', ''],
    ['', ''],
  ])('%j is asked as %j', (typed, expected) => {
    expect(toTsquery(readNoteQuery(typed))).toBe(expected);
  });
});
