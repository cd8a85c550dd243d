import { describe, expect, it } from '@jest/globals';
import { noticeOf } from './model-notice.js';

describe('noticeOf', () => {
  it('says nothing where there is nothing to say', () => {
    expect(noticeOf([])).toBeNull();
    expect(noticeOf([{ index: null, text: 'Bye.', reason: 'no_source' }])).toBeNull();
  });

  it('counts the sentences of each kind', () => {
    expect(
      noticeOf([
        { index: 0, text: 'A.', reason: 'no_source' },
        { index: 1, text: 'B.', reason: 'number_not_in_source' },
        { index: 2, text: 'C.', reason: 'no_source' },
      ]),
    ).toBe(
      '2 sentences of this summary name no source. One sentence of this summary has a number that its source does not have.',
    );
  });
});
