import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DUE_NOUN } from '../../widgets/widget-type.contract.js';
import { MAX_DESCRIPTION, MAX_TITLE, type PlaceFacts } from './facts.js';
import { descriptionByTemplate, titleByTemplate } from './templates.js';

const TASK = { one: 'task', many: 'tasks' };
const ALARM = { one: 'alarm', many: 'alarms' };
const EVENT = { one: 'event', many: 'events' };
const CHECK_IN = { one: 'check-in', many: 'check-ins' };

function place(overrides: Partial<PlaceFacts> = {}): PlaceFacts {
  return {
    widgetId: 'w1',
    type: 'todo',
    title: 'Work',
    noun: TASK,
    due: 0,
    overdue: 0,
    isStreakAtRisk: false,
    reasons: [{ code: 'importance', text: 'You gave it importance 3 of 5', weight: 1.5 }],
    ...overrides,
  };
}

const anyPlace: fc.Arbitrary<PlaceFacts> = fc.record({
  widgetId: fc.uuid(),
  type: fc.constant('todo'),
  title: fc.string({ unit: 'binary', maxLength: 300 }),
  noun: fc.constantFrom(TASK, ALARM, EVENT, CHECK_IN, DUE_NOUN),
  due: fc.oneof(fc.nat(3), fc.nat(2 ** 31 - 1)),
  overdue: fc.oneof(fc.nat(3), fc.nat(2 ** 31 - 1)),
  isStreakAtRisk: fc.boolean(),
  reasons: fc.array(
    fc.record({
      code: fc.constantFrom('importance', 'pinned', 'category_variety'),
      text: fc.string({ unit: 'binary', maxLength: 300 }),
      weight: fc.double({ min: 0, max: 20, noNaN: true }),
    }),
    { maxLength: 5 },
  ),
});

function expectOneLine(text: string, max: number): void {
  expect([...text].length).toBeGreaterThan(0);
  expect([...text].length).toBeLessThanOrEqual(max);
  expect(text).toBe(text.trim());
  expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
}

describe('the title of a board', () => {
  it.each([
    ['of nothing', [], 'Your board is empty: add a widget, or show one for today'],
    ['of a quiet day', [place(), place({ title: 'Home' })], 'Nothing is due today; “Work” comes first'],
    ['of one task', [place({ due: 1 })], '1 task is due today'],
    [
      'of tasks in two lists',
      [place({ due: 1 }), place({ due: 2 }), place({ noun: ALARM, due: 1 })],
      '3 tasks and 1 alarm are due today',
    ],
    ['of what is late', [place({ overdue: 1, due: 2 })], '1 task is overdue and 2 tasks are due today'],
    [
      'of a streak',
      [place({ due: 3 }), place({ title: 'Reading', noun: CHECK_IN, isStreakAtRisk: true })],
      '3 tasks are due today and your streak in “Reading” is at risk',
    ],
    [
      'of streaks',
      [place({ isStreakAtRisk: true }), place({ isStreakAtRisk: true })],
      'Your streaks in 2 widgets are at risk',
    ],
    [
      'of many kinds',
      [TASK, ALARM, EVENT, CHECK_IN].map((noun) => place({ noun, due: 2 })),
      '8 things are due today',
    ],
  ])('%s says so', (_, places, expected) => {
    expect(titleByTemplate(places)).toBe(expected);
  });

  it('leaves out what matters less where the line is full', () => {
    const kinds = [TASK, ALARM, EVENT].map((noun) => place({ noun, due: 2_000_000, overdue: 2_000_000 }));

    const title = titleByTemplate([...kinds, place({ isStreakAtRisk: true, title: 'x'.repeat(200) })]);

    expect(title).toBe('2000000 tasks, 2000000 alarms and 2000000 events are overdue');
  });

  it('shows a widget by its name without what could pass for more than that', () => {
    const title = titleByTemplate([place({ title: `a” and\n“\u202eb\u0000${'c'.repeat(100)}` })]);

    expect(title).toBe(`Nothing is due today; “a' and 'b${'c'.repeat(30)}…” comes first`);
  });

  it('has a name for a widget whose title can not be seen', () => {
    expect(titleByTemplate([place({ title: '\u200b' })])).toBe(
      'Nothing is due today; “Untitled” comes first',
    );
  });

  it('is always one line within its bounds, and the same for the same board', () => {
    fc.assert(
      fc.property(fc.array(anyPlace, { maxLength: 12 }), (places) => {
        const title = titleByTemplate(places);

        expectOneLine(title, MAX_TITLE);
        expect(titleByTemplate(structuredClone(places))).toBe(title);
      }),
    );
  });

  it('has each number with the right form of its noun', () => {
    fc.assert(
      fc.property(fc.array(anyPlace, { maxLength: 12 }), (places) => {
        for (const [, count, noun] of titleByTemplate(places).matchAll(
          /(\d+) (task|alarm|event|check-in|thing)(?!s)/g,
        ))
          expect([noun, count]).toEqual([noun, '1']);
        expect(titleByTemplate(places)).not.toMatch(/(^|[ (])1 (tasks|alarms|events|check-ins|things)/);
      }),
    );
  });
});

describe('the description of a widget', () => {
  it.each([
    [{ overdue: 2, due: 1 }, '2 tasks overdue and 1 task due today'],
    [
      { noun: CHECK_IN, due: 1, isStreakAtRisk: true },
      '1 check-in due today and a streak ends unless you go on today',
    ],
    [{ isStreakAtRisk: true }, 'A streak ends unless you go on today'],
    [{}, 'You gave it importance 3 of 5'],
    [{ reasons: [] }, 'On your board today'],
  ])('of %j is %s', (facts, expected) => {
    expect(descriptionByTemplate(place(facts))).toBe(expected);
  });

  it('is the weightiest reason that not every widget has', () => {
    const reasons = [
      { code: 'importance', text: 'important', weight: 9 },
      { code: 'frequency', text: 'weekly', weight: 1 },
      { code: 'pinned', text: 'You pinned it', weight: 2 },
    ];

    expect(descriptionByTemplate(place({ reasons }))).toBe('You pinned it');
  });

  it('is always one line within its bounds', () => {
    fc.assert(
      fc.property(anyPlace, (facts) => {
        expectOneLine(descriptionByTemplate(facts), MAX_DESCRIPTION);
      }),
    );
  });
});
