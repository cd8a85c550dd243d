import { describe, expect, it } from '@jest/globals';
import { JobTimedOut, reasonOf } from './try-ended.js';

describe('the reason why a try failed', () => {
  it('is the kind of error and its message', () => {
    expect(reasonOf(new JobTimedOut(50))).toBe('JobTimedOut: not done after 50 ms');
    expect(reasonOf('thrown as it was')).toBe('thrown as it was');
  });

  it('is a text that PostgreSQL can hold, and not a long one', () => {
    expect(reasonOf(new Error('a\0b'))).toBe('Error: ab');
    expect(reasonOf(new Error('x'.repeat(5_000)))).toHaveLength(2_000);
  });
});
