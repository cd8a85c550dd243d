import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SecretFilter, withoutSecret } from './secret-filter.js';

describe('SecretFilter', () => {
  it('takes the secret out, however the text is cut up', () => {
    const part = fc.constantFrom('sk-sk-1', 'sk-', 's', 'k-1', ' it is ', 'x');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.integer({ min: 1, max: 9 }), (parts, size) => {
        const text = parts.join('');
        const filter = new SecretFilter('sk-sk-1');
        const pieces = text.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];

        const passed = pieces.map((piece) => filter.push(piece)).join('') + filter.flush();

        expect(passed).not.toContain('sk-sk-1');
        if (!text.includes('sk-sk-1')) expect(passed).toBe(text);
      }),
    );
  });

  it('takes it out of a whole text, and its halves do not come together', () => {
    expect(withoutSecret('a sk-ssk-sk-1k-1 b sk-sk-1.', 'sk-sk-1')).toBe('a sk-s…k-1 b ….');
  });

  it('keeps back only what may be its beginning', () => {
    const filter = new SecretFilter('key-1');

    expect([filter.push('the ke'), filter.push('ttle and key'), filter.push('-1.'), filter.flush()]).toEqual([
      'the ',
      'kettle and ',
      '….',
      '',
    ]);
    expect([filter.push('ke'), filter.flush(), filter.flush()]).toEqual(['', 'ke', '']);
  });
});
