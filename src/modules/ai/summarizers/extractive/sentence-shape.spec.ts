import { describe, expect, it } from '@jest/globals';
import { termsOf } from '../../text/terms.js';
import type { Candidate } from './candidates.js';
import { sentenceShape } from './sentence-shape.js';

const QUERY = 'how long does bread keep fresh';
const candidate = (text: string, leansOn: number | null = null): Candidate => ({
  n: 1,
  index: 0,
  text,
  terms: termsOf(text),
  headingTerms: new Set(),
  titleTerms: new Set(),
  leansOn,
});
const shape = (text: string, query = QUERY, wantsNumber = false): number =>
  sentenceShape(query, wantsNumber)(candidate(text));

const PLAIN = 'Rye bread stays fresh longer than wheat bread.';

describe('sentenceShape', () => {
  it.each([
    ['is about its own page', 'In this article you will learn which bread stays fresh.'],
    ['greets', 'Welcome to our bakery, where bread stays fresh.'],
    ['tells of its author', 'I bake rye bread, and wheat bread stays fresh less long.'],
    ['tells of its author in German', 'Ich backe Brot aus Roggen und Weizen im Ofen.'],
    ['repeats the question', 'Bakers wonder: how long does bread keep fresh in summer.'],
    ['exclaims', 'Rye bread stays fresh longer than wheat bread!'],
    ['could stand anywhere', 'It always depends on the situation, and nobody knows the answer.'],
    ['goes on and on', `${PLAIN.slice(0, -1)}${', and rye, wheat, spelt, oats'.repeat(8)}.`],
  ])('gives less to a sentence that %s', (_case, text) => {
    expect(shape(text)).toBeLessThan(shape(PLAIN));
  });

  it('gives less to a sentence that needs the one before it', () => {
    const shapeOf = sentenceShape(QUERY, false);

    expect(shapeOf(candidate(PLAIN, 0))).toBeLessThan(shapeOf(candidate(PLAIN)));
  });

  it('gives more to a number, most where one is wanted and the sentence is about the question', () => {
    const [about, beside] = ['Rye bread stays fresh for 8 days.', 'Wheat flour costs 8 euros.'];

    expect(shape(about)).toBeGreaterThan(shape(PLAIN));
    expect(shape(about, QUERY, true)).toBeGreaterThan(shape(about));
    expect(shape(beside, QUERY, true)).toBe(shape(beside));
  });

  it('lets a short question stand in its answer', () => {
    expect(shape('The bread price is fixed by Roman law.', 'bread price')).toBe(
      shape('The bread price is fixed by Roman law.', 'bread'),
    );
  });

  it('is nothing for a text without words', () => {
    expect(shape('…')).toBe(0);
  });
});
