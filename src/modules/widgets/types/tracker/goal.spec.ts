import { describe, expect, it } from '@jest/globals';
import { InvalidError } from '../../../../common/errors/app-error.js';
import { checkGoal, checkMark, directionOf, type Goal } from './goal.js';

function fieldRefusedBy(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return error instanceof InvalidError ? error.details[0]?.field : String(error);
  }
}

describe('directionOf', () => {
  it('is told by two different values', () => {
    expect(directionOf({ kind: 'number', initialValue: 90, targetValue: 80 })).toBe('down');
    expect(directionOf({ kind: 'scale', initialValue: 2, targetValue: 4 }, 'up', 'down')).toBe('up');
  });

  it('refuses to contradict two different values', () => {
    const contradiction = () => directionOf({ kind: 'number', initialValue: 90, targetValue: 80 }, 'up');

    expect(fieldRefusedBy(contradiction)).toBe('direction');
  });

  it.each([
    ['without a target', { kind: 'number', initialValue: 90, targetValue: null }],
    ['without a beginning', { kind: 'number', initialValue: null, targetValue: 80 }],
    ['where both are the same', { kind: 'number', initialValue: 80, targetValue: 80 }],
    ['of a habit, whatever its values', { kind: 'habit', initialValue: 9, targetValue: 1 }],
  ] as const)('%s is the one that was given, else the present one, else up', (_, goal) => {
    expect(directionOf(goal, 'down', 'up')).toBe('down');
    expect(directionOf(goal, undefined, 'down')).toBe('down');
    expect(directionOf(goal)).toBe('up');
  });
});

describe('checkGoal', () => {
  const number: Goal = { kind: 'number', initialValue: -3.5, targetValue: 0, direction: 'up' };

  it.each<[string, Goal]>([
    ['any numbers', number],
    ['no numbers', { ...number, initialValue: null, targetValue: null }],
    ['marks of a scale', { kind: 'scale', initialValue: 1, targetValue: 5, direction: 'up' }],
    ['a scale without a goal', { kind: 'scale', initialValue: null, targetValue: null, direction: 'up' }],
    ['a habit without a target', { kind: 'habit', initialValue: null, targetValue: null, direction: 'up' }],
    ['a habit of half an hour', { kind: 'habit', initialValue: null, targetValue: 0.5, direction: 'up' }],
    ['a habit of never', { kind: 'habit', initialValue: null, targetValue: 0, direction: 'down' }],
  ])('accepts %s', (_, goal) => {
    expect(
      fieldRefusedBy(() => {
        checkGoal(goal);
      }),
    ).toBeUndefined();
  });

  it.each<[string, Goal, string]>([
    [
      'a scale that begins at 0',
      { kind: 'scale', initialValue: 0, targetValue: 5, direction: 'up' },
      'initialValue',
    ],
    ['a scale up to 6', { kind: 'scale', initialValue: 1, targetValue: 6, direction: 'up' }, 'targetValue'],
    [
      'a habit of nothing',
      { kind: 'habit', initialValue: null, targetValue: 0, direction: 'up' },
      'targetValue',
    ],
    [
      'a limit below 0',
      { kind: 'habit', initialValue: null, targetValue: -1, direction: 'down' },
      'targetValue',
    ],
  ])('refuses %s', (_, goal, field) => {
    expect(
      fieldRefusedBy(() => {
        checkGoal(goal);
      }),
    ).toBe(field);
  });
});

describe('checkMark', () => {
  it('takes whole numbers from 1 to 5', () => {
    const taken = [0, 1, 2.5, 5, 6].filter(
      (value) =>
        !fieldRefusedBy(() => {
          checkMark('value', value, null);
        }),
    );

    expect(taken).toEqual([1, 5]);
  });
});
