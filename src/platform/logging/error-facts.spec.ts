import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { QueryFailedError } from 'typeorm';
import { errorFacts } from './error-facts.js';

describe('what the log keeps of an error', () => {
  it('is its type, message, stack and code', () => {
    const error = Object.assign(new TypeError('no'), { code: 'E_NO' });

    expect(errorFacts(error)).toEqual({ type: 'TypeError', message: 'no', stack: error.stack, code: 'E_NO' });
  });

  it('has the causes in it', () => {
    const error = new Error('outer', { cause: new RangeError('inner', { cause: 'a word' }) });

    expect(errorFacts(error)).toMatchObject({
      message: 'outer',
      cause: { type: 'RangeError', message: 'inner', cause: 'a word' },
    });
  });

  it('has no statement, value or connection of a database error', () => {
    const driverError = new pg.DatabaseError('duplicate key', 90, 'error');
    Object.assign(driverError, {
      code: '23505',
      detail: 'Key (email)=(ada@example.org)',
      client: { secretKey: 1 },
    });
    const error = new QueryFailedError('INSERT …', ['ada@example.org'], driverError);

    const text = JSON.stringify([errorFacts(error), errorFacts(driverError)]);

    expect(text).toContain('23505');
    expect(text).toContain('DatabaseError');
    expect(text).not.toMatch(/ada@example|secretKey|parameters|INSERT/);
  });

  it('is the text of what is no error', () => {
    expect(errorFacts('just words')).toBe('just words');
    expect(errorFacts(undefined)).toBe('undefined');
  });
});
