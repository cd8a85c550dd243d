import { describe, expect, it } from '@jest/globals';
import { buildTask, day } from '../../../../../test/factories/tasks.js';
import { differenceOf, toTaskView } from './task-view.js';

const TODAY = day('2026-03-02');

describe('the difference that a change makes', () => {
  it('has the fields that differ, before and after', () => {
    const task = buildTask({ labels: ['a'] });
    const before = toTaskView(task, TODAY);

    expect(differenceOf(before, toTaskView({ ...task, labels: ['a', 'b'], version: 2 }, TODAY))).toEqual({
      before: { labels: ['a'] },
      after: { labels: ['a', 'b'] },
    });
  });

  it('is nothing where the database gave the same in another order', () => {
    const task = buildTask({ dueDate: '2026-03-04' });
    const [first] = task.upcoming!;
    const reordered = {
      ...task,
      upcoming: [Object.fromEntries(Object.entries(first!).reverse()) as typeof first & {}],
    };

    expect(differenceOf(toTaskView(task, TODAY), toTaskView(reordered, TODAY))).toBeNull();
  });

  it('is nothing where only the version or the moment of the change differs', () => {
    const task = buildTask();
    const touched = { ...task, version: 2, updatedAt: new Date(0) };

    expect(differenceOf(toTaskView(task, TODAY), toTaskView(touched, TODAY))).toBeNull();
  });
});
