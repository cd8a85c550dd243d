import { describe, expect, it } from '@jest/globals';
import { conflictsWith } from './conflicts.js';
import { Evidence } from './evidence.js';

const evidence = new Evidence([
  {
    n: 1,
    title: 'The Eiffel Tower',
    paragraphs: [
      { text: 'The tower was built by Gustave Eiffel and is 330 metres high since 2022.', heading: 'Height' },
      { text: 'Painting it takes sixty tonnes of paint every seven years.', heading: null },
    ],
  },
  {
    n: 2,
    title: 'Towers',
    paragraphs: [{ text: 'The famous tower in Paris is 324 metres high since 2022.', heading: null }],
  },
]);

describe('a sentence held against its sources', () => {
  it.each([
    ['says what the source says', 'The tower is 330 metres high.', [1], null],
    ['says it in other words around', 'Built by Gustave Eiffel, the tower reaches 330 metres.', [1], null],
    ['has its number in words there', 'It takes paint every 7 years.', [1], null],
    ['draws on two places', 'The 330 metres high tower takes sixty tonnes of paint.', [1], null],
    ['names two sources', 'The tower is 330 metres or 324 metres high.', [1, 2], null],
    ['is too short to be judged', 'So it is.', [1], null],
    ['names no source', 'The tower is 330 metres high.', [], 'no_source'],
    ['has another number', 'The tower is 340 metres high.', [1], 'number_not_in_source'],
    ['names the wrong source', 'The tower is 330 metres high.', [2], 'number_not_in_source'],
    ['has a number alone', '77.', [1], 'number_not_in_source'],
    ['has another name', 'The tower was built by Bernard Tschumi and is high.', [1], 'name_not_in_source'],
    ['says something else', 'Cats sleep through most afternoons in summer.', [1], 'not_in_source'],
    ['names a source that is not there', 'Cats sleep in the afternoon.', [9], 'not_in_source'],
  ])('that %s', (_case, sentence, cited, expected) => {
    expect(evidence.judge(sentence, cited)).toBe(expected);
  });

  it('knows which source speaks of it', () => {
    expect([1, 2, 3].map((n) => evidence.mentions('paint takes tonnes', n))).toEqual([true, false, false]);
  });
});

describe('sources that give different numbers for the same thing', () => {
  it('are found, with the other one’s own words', () => {
    const statement = { text: 'The tower in Paris is 330 metres high since 2022.', cited: [1] };

    expect(conflictsWith([statement], evidence)).toEqual([
      { statement, n: 2, text: 'The famous tower in Paris is 324 metres high since 2022.' },
    ]);
  });

  it.each([
    ['agree', 'The tower in Paris is 324 metres high since 2022.', [1]],
    ['are both named', 'The tower in Paris is 330 metres high since 2022.', [1, 2]],
    ['speak of other things', 'The tunnel below Lyon is 330 metres long since 1995.', [1]],
    ['have other units', 'The famous tower in Paris weighs 10,100 tonnes since 2022.', [1]],
    ['speak of another place', 'The famous tower in Tokyo is 333 metres high since 2022.', [1]],
    ['give no number', 'The famous tower in Paris is high.', [1]],
  ])('are not found where they %s', (_case, text, cited) => {
    expect(conflictsWith([{ text, cited }], evidence)).toEqual([]);
  });
});
