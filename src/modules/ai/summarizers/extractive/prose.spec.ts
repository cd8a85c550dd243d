import { describe, expect, it } from '@jest/globals';
import { isStatement, leansOnPrevious } from './prose.js';

describe('isStatement', () => {
  it.each([
    'A starter that lives on the counter needs food every 12 hours.',
    '--soft: Does not touch the index file or the working tree at all.',
    '“The default is 0.2,” says the manual of the server.',
    'これは十分に長い文であり、事実を述べています。',
    '灯塔高42米，灯光在30公里外可见。',
    '东京塔高333米，1958年建成。',
    '它由约翰·史密斯（John Smith）于1850年建造。',
    '2023年GDP为126万亿元，增长5.2%。',
    'nginx listens on port 80 unless it is told otherwise!',
  ])('takes %j', (sentence) => {
    expect(isStatement(sentence)).toBe(true);
  });

  it.each([
    ['a question', 'How often do you feed yours in the winter months?'],
    ['an announcement', 'These are the steps that you have to take:'],
    ['a cut sentence', 'This sentence goes on for a while and then it stops...'],
    ['a fragment', 'Too short.'],
    ['no end', 'A heading that goes on for a while without an end'],
    ['a headline', 'The Seven Best Pans For Your Kitchen In Winter.'],
    ['code', 'Set foo->bar = {a: 1}; and $baz = `qux` | grep -v "^#".'],
    ['numbers', '2024-01-09, 61.2, 55.1, 48.9, 12.3, 9.9, 8.7, 7.1 kWh.'],
    ['a row of a table', 'Counter | twice a day | the ratio is 1:5:5 by weight.'],
    ['a banner', 'We use cookies to give you the best experience on this site.'],
    ['a plea', 'Subscribe to our newsletter and never miss a recipe again.'],
    ['an imprint', 'Copyright 2024 by the authors of this page, all rights reserved.'],
    ['a pointer', 'See the chapter on networks for all of the details.'],
    ['something endless', `${'word '.repeat(61)}end.`],
    ['something too long', `${'w'.repeat(460)} one two three four five.`],
  ])('leaves out %s', (_case, sentence) => {
    expect(isStatement(sentence)).toBe(false);
  });
});

describe('leansOnPrevious', () => {
  it.each([
    'It still reached 2.1.',
    'However, this is rare.',
    'At −15 °C it still reached 2.1.',
    'The latter is faster.',
  ])('knows that %j needs the sentence before', (sentence) => {
    expect(leansOnPrevious(sentence)).toBe(true);
  });

  it.each(['The pump still reached 2.1.', 'Italy is warm.', 'A summary stands for itself.'])(
    'knows that %j does not',
    (sentence) => {
      expect(leansOnPrevious(sentence)).toBe(false);
    },
  );
});
