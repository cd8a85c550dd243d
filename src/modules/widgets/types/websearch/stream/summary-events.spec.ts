import { describe, expect, it } from '@jest/globals';
import { readPosition } from './summary-events.js';

describe('the place that an event’s id names', () => {
  it('is an attempt and a length', () => {
    expect(readPosition('2-48')).toEqual({ attempt: 2, length: 48 });
  });

  it.each([undefined, '', '48', '1-2-3', 'x', '-1-4', '1-99999999'])('is none in %j', (id) => {
    expect(readPosition(id)).toBeUndefined();
  });
});
