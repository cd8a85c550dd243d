import { describe, expect, it } from '@jest/globals';
import { differenceOf } from './difference.js';

const before = {
  id: 'a',
  title: 'Choir',
  labels: ['x'],
  at: { date: '2026-03-02', time: '07:00' },
  version: 1,
  createdAt: '2026-03-01T08:00:00.000Z',
  updatedAt: '2026-03-01T08:00:00.000Z',
};

describe('the difference of two views', () => {
  it('has the fields that differ, as they were and as they are', () => {
    expect(differenceOf(before, { ...before, title: 'Band', labels: ['x', 'y'] })).toEqual({
      before: { title: 'Choir', labels: ['x'] },
      after: { title: 'Band', labels: ['x', 'y'] },
    });
  });

  it('is none where only the order of what a field holds is another', () => {
    expect(differenceOf(before, { ...before, at: { time: '07:00', date: '2026-03-02' } })).toBeNull();
  });

  it('is none where only the version and the times of writing are others', () => {
    const touched = { ...before, version: 2, updatedAt: '2026-03-02T08:00:00.000Z' };

    expect(differenceOf(before, touched)).toBeNull();
  });
});
