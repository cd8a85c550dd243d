import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DueNoun } from '../../widgets/widget-type.contract.js';
import { MAX_DESCRIPTION, MAX_TITLE, type PlaceFacts } from './facts.js';
import { descriptionByTemplate, titleByTemplate } from './templates.js';

const TASK: DueNoun = { one: 'task', many: 'tasks', ahead: 'due today' };
const HABIT: DueNoun = { one: 'habit', many: 'habits', ahead: 'open today' };
const EVENT: DueNoun = { one: 'event', many: 'events', ahead: 'ahead today' };

function place(overrides: Partial<PlaceFacts> = {}): PlaceFacts {
  return {
    widgetId: 'w1',
    type: 'todo',
    title: 'Work',
    noun: TASK,
    isEmpty: false,
    isOver: false,
    isAhead: (overrides.due ?? 0) > 0 && overrides.noun !== HABIT,
    due: 0,
    overdue: 0,
    streakAtRisk: 0,
    reasons: [],
    caption: { description: 'Something' },
    ...overrides,
  };
}

const at = (time: string, clause: string): Partial<PlaceFacts> => ({
  noun: EVENT,
  due: 1,
  caption: { description: clause, next: { clause, at: new Date(`2026-03-02T${time}:00Z`) } },
});

const anyPlace = fc
  .record({
    noun: fc.constantFrom(TASK, HABIT, EVENT),
    isEmpty: fc.boolean(),
    isOver: fc.boolean(),
    isAhead: fc.boolean(),
    due: fc.nat(2_000_000),
    overdue: fc.nat(2_000_000),
    streakAtRisk: fc.nat(400),
    caption: fc.record({ description: fc.string({ unit: 'binary', maxLength: 400 }) }),
  })
  .map(place);

function expectOneLine(text: string, max: number): void {
  expect([...text].length).toBeGreaterThan(0);
  expect([...text].length).toBeLessThanOrEqual(max);
  expect(text).toBe(text.trim());
  expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
}

describe('the title of a board', () => {
  it.each([
    ['of nothing', [], 'Your board is empty: add a widget, or show one for today'],
    [
      'of empty widgets',
      [place({ isEmpty: true })],
      'Nothing is here yet: put something into a widget to begin',
    ],
    ['of a quiet day', [place(), place({ isEmpty: true })], 'Nothing is due today'],
    ['of one task', [place({ due: 1 })], '1 task is due today'],
    ['of tasks in two lists', [place({ due: 1 }), place({ due: 2 })], '3 tasks are due today'],
    ['of what is late', [place({ overdue: 1, due: 2 })], '1 task is overdue and 2 tasks are due today'],
    [
      'of things at their times',
      [
        place(at('16:15', '“Dentist” starts at 16:15')),
        place({ due: 2 }),
        place(at('08:45', '“Wake up” rings at 08:45')),
      ],
      '2 tasks are due today, “Wake up” rings at 08:45 and “Dentist” starts at 16:15',
    ],
    ['of open habits', [place({ noun: HABIT, due: 2 })], '2 habits are open today'],
    [
      'of a streak in the evening',
      [place({ noun: HABIT, due: 1, streakAtRisk: 12 }), place({ noun: HABIT, due: 1, streakAtRisk: 3 })],
      'A streak of 12 would end tonight and 2 habits are open today',
    ],
    ['of a day that is over', [place({ isOver: true })], 'Nothing more is due today'],
    [
      'of a day that is done',
      [place({ caption: { description: 'All done', isDone: true } })],
      'All done for today',
    ],
    [
      'of a quiet day before a busy one',
      [place({ reasons: [{ code: 'soon', text: 'An important task is due tomorrow', weight: 1 }] })],
      'Nothing is due today; an important task is due tomorrow',
    ],
  ])('%s says so', (_, places, expected) => {
    expect(titleByTemplate(places)).toBe(expected);
  });

  it('leaves out what matters less if the line is full', () => {
    const clause = `“${'x'.repeat(50)}” starts at 10:00`;

    const title = titleByTemplate([
      place({ overdue: 2_000_000, due: 2_000_000 }),
      place({ caption: { description: '', next: { clause, at: new Date(0) } } }),
    ]);

    expect(title).toBe('2000000 tasks are overdue and 2000000 tasks are due today');
  });

  it('is always one line within its bounds, and the same for the same board', () => {
    fc.assert(
      fc.property(fc.array(anyPlace, { maxLength: 12 }), (places) => {
        const title = titleByTemplate(places);

        expectOneLine(title, MAX_TITLE);
        expect(titleByTemplate(places)).toBe(title);
      }),
    );
  });

  it('has each number with the right form of its noun', () => {
    fc.assert(
      fc.property(fc.array(anyPlace, { maxLength: 12 }), (places) => {
        const title = titleByTemplate(places);

        for (const [, count, noun] of title.matchAll(/(\d+) (task|event|habit)(?!s)/g))
          expect([noun, count]).toEqual([noun, '1']);
        expect(title).not.toMatch(/(^|[ (])1 (tasks|events|habits)/);
      }),
    );
  });
});

describe('the description of a widget', () => {
  it('is what its type says', () => {
    expect(descriptionByTemplate(place({ caption: { description: '“Essay” is due today' } }))).toBe(
      '“Essay” is due today',
    );
  });

  it('is there also if its type could not be asked', () => {
    expect(descriptionByTemplate(place({ caption: { description: '' } }))).toBe('On your board today');
  });

  it('is always one line within its bounds', () => {
    fc.assert(
      fc.property(anyPlace, (facts) => {
        expectOneLine(descriptionByTemplate(facts), MAX_DESCRIPTION);
      }),
    );
  });
});
