import { describe, expect, it } from '@jest/globals';
import { tokenCounterFor } from './token-count.js';

describe('tokenCounterFor', () => {
  it.each([
    ['gpt-4o-mini', 'internationalization', 2],
    ['gpt-4-turbo', 'Hello world', 2],
    ['gpt-5', 'Hello world', 2],
  ])('counts as %s does', async (model, text, tokens) => {
    const { count, atMost } = await tokenCounterFor(model);

    expect(count(text)).toBe(tokens);
    expect(atMost(text)).toBeGreaterThan(tokens);
  });

  it('takes the control words of an encoding for text', async () => {
    const { count } = await tokenCounterFor('gpt-4o');

    expect(count('<|endoftext|>')).toBeGreaterThan(1);
  });

  it('never counts less of a long run than there is, and no text twice', async () => {
    const { count } = await tokenCounterFor('gpt-4o');
    const words = 'one two three '.repeat(20);
    const run = 'ab'.repeat(3_000);

    expect(count(`${words}${run}`)).toBeGreaterThanOrEqual(count(words) + 1_000);
    expect(count(`${words}${run}`)).toBeLessThan(count(words) + run.length);
  });

  it('bounds the tokens of an unknown model by the bytes', async () => {
    const { count, atMost } = await tokenCounterFor('some-local-model');

    expect([count('Zürich'), atMost('Zürich')]).toEqual([3, 7]);
  });
});
