import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changesBetween } from './summary-changes.js';

describe('what changed between two summaries', () => {
  it('is told sentence by sentence, in the order of the text', () => {
    const before = 'The rate is 4 % [1]. It rose in May [2][3]. Banks disagree [1].';
    const after = 'The rate is 5 % [1]. It rose in May [1]. Markets fell [2].';

    expect(changesBetween(before, after)).toEqual({
      added: ['The rate is 5 %.', 'Markets fell.'],
      removed: ['The rate is 4 %.', 'Banks disagree.'],
    });
  });

  it('is nothing where only markers, order, case and spaces differ', () => {
    expect(changesBetween('One thing [1]. Another [2].', 'Another [1].  One THING [2].')).toEqual({
      added: [],
      removed: [],
    });
  });

  it('is nothing for any text and itself, and mirrored when the two are exchanged', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(changesBetween(a, a)).toEqual({ added: [], removed: [] });
        const { added, removed } = changesBetween(a, b);
        expect(changesBetween(b, a)).toEqual({ added: removed, removed: added });
      }),
    );
  });
});
