import { describe, expect, it } from '@jest/globals';
import { DraftReading } from './draft-reading.js';
import type { DraftState } from './drafts.repository.js';

const page = (n: number): DraftState['citations'][number] => ({
  n,
  title: `P${n}`,
  url: `https://p.example/${n}`,
});
const state = (more: Partial<DraftState> = {}): DraftState => ({
  status: 'running',
  attempt: 1,
  text: '',
  citations: [],
  unsupported: [],
  pending: '',
  ...more,
});
const A = { text: 'A [1].', citations: [page(1)] };
const AB = {
  text: 'A [1]. B [2].',
  citations: [page(1), page(2)],
  unsupported: [{ index: 1, text: 'B [2].', reason: 'not_in_source' as const }],
};

describe('DraftReading', () => {
  it('tells each thing once', () => {
    const reading = new DraftReading();

    expect(reading.newsOf(state({ status: 'queued', attempt: null }))).toEqual([
      { kind: 'status', status: 'queued', attempt: null },
    ]);
    expect(reading.newsOf(state({ status: 'queued', attempt: null }))).toEqual([]);
    expect(reading.newsOf(state({ pending: 'The' }))).toEqual([
      { kind: 'status', status: 'running', attempt: 1 },
      { kind: 'pending', text: 'The' },
    ]);
    expect(reading.newsOf(state(A))).toEqual([
      { kind: 'text', readTo: { attempt: 1, length: 6 }, ...A, unsupported: [] },
      { kind: 'pending', text: '' },
    ]);
    expect(reading.newsOf(state(AB))).toEqual([
      { kind: 'text', readTo: { attempt: 1, length: 13 }, ...AB, text: ' B [2].', citations: [page(2)] },
    ]);
    expect(reading.newsOf(state(AB))).toEqual([]);
  });

  it('goes on behind what one has read before', () => {
    const reading = new DraftReading({ attempt: 1, length: 6 });

    expect(reading.newsOf(state(AB))[1]).toMatchObject({ text: ' B [2].', citations: [page(2)] });
  });

  it('begins anew with a new attempt', () => {
    const reading = new DraftReading({ attempt: 1, length: 6 });

    expect(reading.newsOf(state({ ...A, attempt: 2 }))).toMatchObject([
      { kind: 'status', attempt: 2 },
      { kind: 'text', text: 'A [1].', readTo: { attempt: 2, length: 6 } },
    ]);
  });

  it('tells nothing to one who claims to have read more than there is', () => {
    expect(new DraftReading({ attempt: 1, length: 99 }).newsOf(state(A))).toHaveLength(1);
  });
});
