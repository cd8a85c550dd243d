import { describe, expect, it } from '@jest/globals';
import { searchVector } from './search-vector.js';

describe('the words of a note', () => {
  it('have weights and positions', () => {
    expect(searchVector({ title: 'Rye', plain: 'bread, Rye and 测试' })).toBe(
      "'rye':1A,5B 'bread':4B 'and':6B '测试':7B '试':8B",
    );
    expect(searchVector({ title: null, plain: './'.repeat(50_000) })).toBe('');
  });

  it('are as many as PostgreSQL takes', () => {
    let plain = '';
    for (let n = 0; n < 100_000; n += 1) plain += String.fromCodePoint(0x20000 + (n % 40_000), 0x61);

    expect(Buffer.byteLength(searchVector({ title: null, plain }))).toBeLessThan(2_000_000);
    expect(searchVector({ title: null, plain: 'rye '.repeat(1_000) }).split(',')).toHaveLength(255);
  });
});
