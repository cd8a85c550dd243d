import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkedLine } from './checked-line.js';

const FACTS = { title: 'Work', reasons: [{ text: '3 things due today' }], overdue: '12 tasks' };

describe('a line of a model', () => {
  it.each([
    '3 things wait, and 12 tasks are late',
    'Three things, and a calm evening after that',
    'Ça va être une bonne journée — “Work” d’abord !',
    'Все важное сегодня: 3 дела',
    '今日は3件あります',
  ])('%s is shown', (text) => {
    expect(checkedLine(text, 120, FACTS)).toBe(text);
  });

  it.each([
    ['says nothing', '  '],
    ['is no text', 3],
    ['is missing', undefined],
    ['is too long', 'a'.repeat(121)],
    ['has two lines', 'one\ntwo'],
    ['has a number that is no fact', '4 things wait'],
    ['has part of a number', '2 tasks wait'],
    ['has such a number in words', 'Five things wait'],
    ['has such a number in other digits', '٤ things wait'],
    ['has a tag', 'Hello <b>you</b>'],
    ['has an entity', 'Fish &amp chips &lt; you'],
    ['has a link', 'See https://evil.test/x'],
    ['has an address without its protocol', 'Go to evil.test now'],
    ['has an address of old', 'Go to www.evil now'],
    ['has a Markdown link', '[Work](x)'],
    ['has emphasis', '**Work** waits'],
    ['has an e-mail address', 'Write to a@b'],
    ['has a script', 'javascript:alert(1)'],
    ['turns the direction of text', 'Work \u202etxet'],
    ['has a letter without width', 'Wo\u200brk'],
    ['has a control character', 'Wo\u0007rk'],
    ['has a tag letter', 'Work\u{E0041}'],
  ])('that %s is not', (_, text) => {
    expect(checkedLine(text, 120, FACTS)).toBeNull();
  });

  it('is never longer than its bound, of more lines than one, or with a number of its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.nat(60), (said, max) => {
        const text = checkedLine(said, max, {});

        expect([...(text ?? '')].length).toBeLessThanOrEqual(max);
        expect(text ?? '').not.toMatch(/[\p{N}\p{Cc}\p{Cf}\u2028\u2029<>]/u);
      }),
    );
  });
});
