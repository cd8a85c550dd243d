import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, fromEpochDay, parseLocalDate } from '../../../../common/time/local-date.js';
import { FREQUENCIES } from '../../../widgets/widgets.contract.js';
import { DAYPARTS, placesOf, type BoardState, type Place, type WidgetState } from '../board-state.js';
import { rules2 } from './rules-2.policy.js';

const MONDAY = parseLocalDate('2026-03-02');

function widget(overrides: Partial<WidgetState> = {}): WidgetState {
  return {
    id: 'w1',
    type: 'todo',
    category: null,
    importance: 3,
    frequency: 'daily',
    rrule: null,
    isPinned: false,
    createdOn: addDays(MONDAY, -30),
    lastShownOn: addDays(MONDAY, -1),
    override: null,
    isEmpty: false,
    isUsed: true,
    isOver: false,
    isAhead: false,
    due: 0,
    overdue: 0,
    topPriority: null,
    soonOn: null,
    streakAtRisk: 0,
    uses: 0,
    usesInDaypart: 0,
    placedAt: null,
    isFilledToday: false,
    isFresh: false,
    ...overrides,
  };
}

function state(widgets: WidgetState[], overrides: Partial<BoardState> = {}): BoardState {
  const nouns = { todo: { one: 'task', many: 'tasks', ahead: 'due today' } };
  return { date: MONDAY, daypart: 'morning', size: 8, seed: 'seed', nouns, widgets, ...overrides };
}

const shown = (board: BoardState): string[] => placesOf(rules2.rank(board)).map(({ widgetId }) => widgetId);

const placeOf = (board: BoardState, id: string): Place | undefined =>
  placesOf(rules2.rank(board)).find(({ widgetId }) => widgetId === id);

const codesOf = (board: BoardState, id: string): string[] =>
  placeOf(board, id)?.reasons.map(({ code }) => code) ?? [];

/** The board of a state, and the state as it is when that board is on the screen. */
function after(board: BoardState): BoardState {
  const places = shown(board);
  return {
    ...board,
    widgets: board.widgets.map((one) => ({
      ...one,
      placedAt: places.includes(one.id) ? places.indexOf(one.id) : null,
      isFresh: false,
    })),
  };
}

const changed = (board: BoardState, id: string, change: Partial<WidgetState>): BoardState => ({
  ...board,
  widgets: board.widgets.map((one) => (one.id === id ? { ...one, ...change } : one)),
});

describe('tiers', () => {
  const EVERY_TIER: readonly (readonly [string, Partial<WidgetState>, string])[] = [
    ['asked', { override: 'show', importance: 1 }, 'shown_by_you'],
    ['late', { overdue: 1, importance: 1 }, 'overdue'],
    ['ahead', { isAhead: true, due: 1, importance: 1 }, 'due'],
    ['wanted', { importance: 1 }, 'frequency'],
    ['resting', { frequency: 'weekly', importance: 5 }, 'resting'],
    ['over', { isOver: true, importance: 5 }, 'over'],
    ['otherDay', { frequency: 'custom', rrule: 'FREQ=WEEKLY;BYDAY=SU', importance: 5 }, 'other_day'],
    ['empty', { isEmpty: true, importance: 5 }, 'empty'],
  ];
  const board = state(EVERY_TIER.map(([id, facts]) => widget({ id, ...facts })));

  it('come in their order, whatever the importance', () => {
    expect(shown(board)).toEqual(EVERY_TIER.map(([id]) => id));
  });

  it('are in the order of the scores too', () => {
    const scores = placesOf(rules2.rank(board)).map(({ score }) => score);

    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it.each(EVERY_TIER)('name the reason of %s', (id, _, code) => {
    expect(codesOf(board, id)[0]).toBe(code);
  });

  it('show what is pinned first, also when there is nothing in it', () => {
    expect(
      shown(
        state([
          widget({ id: 'due', isAhead: true, due: 1 }),
          widget({ id: 'pin', isPinned: true, isEmpty: true }),
        ]),
      ),
    ).toEqual(['pin', 'due']);
  });

  it('force what is asked for, overdue or ahead onto the board, however many that are', () => {
    const widgets = [
      widget({ id: 'pinned', isPinned: true }),
      widget({ id: 'overdue', overdue: 2 }),
      widget({ id: 'ahead', isAhead: true, due: 1 }),
      widget({ id: 'other', importance: 5 }),
    ];

    expect(shown(state(widgets, { size: 2 }))).toEqual(['pinned', 'overdue', 'ahead']);
  });

  it('never show what is hidden for today', () => {
    expect(
      shown(
        state([
          widget({ id: 'hidden', isPinned: true, overdue: 3, override: 'hide' }),
          widget({ id: 'other' }),
        ]),
      ),
    ).toEqual(['other']);
  });
});

describe('what has nothing to show', () => {
  const empty = [1, 2, 3, 4, 5].map((n) =>
    widget({ id: `empty-${n}`, isEmpty: true, isUsed: false, importance: 5 }),
  );

  it('waits until all that have something are placed', () => {
    const filled = [1, 2, 3].map((n) => widget({ id: `filled-${n}`, importance: 1, frequency: 'weekly' }));

    const board = shown(state([...empty, ...filled], { size: 4 }));

    expect(board.slice(0, 3).sort()).toEqual(['filled-1', 'filled-2', 'filled-3']);
    expect(board).toHaveLength(4);
  });

  it('does not fill a board', () => {
    expect(shown(state(empty))).toHaveLength(3);
  });

  it('comes back at the end after two weeks if it was used once', () => {
    const lastShownOn = addDays(MONDAY, -14);
    const widgets = [
      widget({ id: 'emptied', isEmpty: true, frequency: 'weekly', lastShownOn }),
      widget({ id: 'unused', isEmpty: true, isUsed: false, frequency: 'weekly', lastShownOn }),
      widget({ id: 'filled' }),
    ];

    expect(shown(state(widgets, { size: 1 }))).toEqual(['emptied']);
    expect(shown(state(widgets, { size: 2 }))).toEqual(['filled', 'emptied']);
  });
});

describe('frequency', () => {
  const shownAgo = (days: number): Partial<WidgetState> => ({ lastShownOn: addDays(MONDAY, -days) });

  it('counts lateness without bound', () => {
    const scores = [7, 10, 13, 30, 300].map(
      (days) => placeOf(state([widget({ frequency: 'weekly', ...shownAgo(days) })]), 'w1')?.score ?? 0,
    );

    expect(scores).toEqual([...scores].sort((a, b) => a - b));
    expect(new Set(scores).size).toBe(scores.length);
  });

  it.each([
    ['daily', 2],
    ['weekly', 14],
    ['monthly', 60],
  ] as const)('shows a %s widget after two periods in any case', (frequency, days) => {
    const rivals = [1, 2].map((n) => widget({ id: `rival-${n}`, importance: 5 }));
    const board = (ago: number): string[] =>
      shown(
        state([widget({ id: 'late', importance: 1, frequency, ...shownAgo(ago) }), ...rivals], { size: 2 }),
      );

    expect(board(days)[0]).toBe('late');
    expect(board(days - 1)).not.toContain('late');
  });

  it('shows a new widget within two periods of the day that it was made on', () => {
    const rivals = [1, 2].map((n) => widget({ id: `rival-${n}`, importance: 5 }));
    const created = (days: number): BoardState =>
      state(
        [
          widget({
            id: 'new',
            importance: 1,
            frequency: 'weekly',
            lastShownOn: null,
            createdOn: addDays(MONDAY, -days),
          }),
          ...rivals,
        ],
        { size: 2 },
      );

    expect(codesOf(created(13), 'new')[0]).toBe('waited_long');
    expect(codesOf(created(12), 'new')).not.toContain('waited_long');
  });

  it('lets a weekly widget that was shown rest while others wait', () => {
    const weekly = widget({ id: 'weekly', importance: 5, frequency: 'weekly', ...shownAgo(2) });
    const daily = widget({ id: 'daily', importance: 1 });

    expect(shown(state([weekly, daily], { size: 1 }))).toEqual(['daily']);
    expect(shown(state([weekly], { size: 1 }))).toEqual(['weekly']);
    expect(shown(state([{ ...weekly, due: 1 }, daily], { size: 1 }))).toEqual(['weekly']);
  });

  it('shows a widget that is wanted once until it was seen', () => {
    expect(codesOf(state([widget({ frequency: 'once', lastShownOn: null })]), 'w1')).toContain('frequency');
    expect(codesOf(state([widget({ frequency: 'once' })]), 'w1')[0]).toBe('resting');
  });

  it.each([
    ['FREQ=MONTHLY;BYMONTHDAY=1,15', '2026-03-15', '2026-03-16'],
    ['FREQ=WEEKLY;BYDAY=SU', '2026-03-08', '2026-03-09'],
    ['FREQ=MONTHLY;BYDAY=-1FR', '2026-03-27', '2026-03-20'],
  ])('keeps to the days of %s', (rrule, own, other) => {
    const custom = widget({
      id: 'custom',
      importance: 1,
      frequency: 'custom',
      rrule,
      createdOn: parseLocalDate('2026-02-01'),
    });
    const rivals = [1, 2].map((n) => widget({ id: `rival-${n}`, frequency: 'weekly', importance: 5 }));
    const on = (date: string): BoardState =>
      state([custom, ...rivals], { date: parseLocalDate(date), size: 2 });

    expect(codesOf(on(own), 'custom')[0]).toBe('own_day');
    expect(shown(on(other))).not.toContain('custom');
  });

  it('shows an empty widget on the day of its rule, after all others', () => {
    const custom = {
      frequency: 'custom',
      rrule: 'FREQ=WEEKLY;BYDAY=MO',
      isEmpty: true,
      isUsed: false,
    } as const;

    expect(shown(state([widget({ id: 'own', ...custom }), widget({ id: 'other' })], { size: 2 }))).toEqual([
      'other',
      'own',
    ]);
  });

  it('leaves a rule that takes too long out of account instead of failing', () => {
    const hostile = widget({ frequency: 'custom', rrule: 'FREQ=YEARLY;BYWEEKNO=53;BYMONTH=3' });

    expect(codesOf(state([hostile]), 'w1')[0]).toBe('other_day');
  });
});

describe('competition', () => {
  it('fills the places with the best scores', () => {
    const widgets = [1, 2, 3, 4, 5].map((importance) =>
      widget({ id: `importance-${importance}`, importance }),
    );

    expect(shown(state(widgets, { size: 2 }))).toEqual(['importance-5', 'importance-4']);
  });

  it('counts what is important and due soon, and more the sooner it is', () => {
    const soonOn = (days: number): number =>
      placeOf(state([widget({ soonOn: addDays(MONDAY, days) })]), 'w1')?.score ?? 0;

    expect(soonOn(1)).toBeGreaterThan(soonOn(3));
    expect(codesOf(state([widget({ soonOn: addDays(MONDAY, 3) })]), 'w1')).toContain('soon');
  });

  it('prefers what was used at this part of the day, but not on the word of two uses', () => {
    const morning = widget({ id: 'morning', uses: 10, usesInDaypart: 8 });
    const evening = widget({ id: 'evening', uses: 10, usesInDaypart: 0 });

    expect(shown(state([evening, morning], { size: 1 }))).toEqual(['morning']);
    expect(codesOf(state([widget({ uses: 2, usesInDaypart: 2 })]), 'w1')).not.toContain('time_of_day');
  });

  it('lets the first widget of another category pass the second of the same', () => {
    const widgets = [
      widget({ id: 'work-1', category: 'work', importance: 5 }),
      widget({ id: 'work-2', category: 'work', importance: 4 }),
      widget({ id: 'health', category: 'health', importance: 4 }),
    ];

    expect(shown(state(widgets, { size: 2 }))).toEqual(['work-1', 'health']);
  });
});

describe('the day goes on', () => {
  const three = state(
    ['a', 'b', 'c'].map((id) => widget({ id })),
    { size: 3 },
  );

  it('keeps the order within a tier, and the places of what is finished', () => {
    const morning = state([
      widget({ id: 'a', isAhead: true, due: 1, importance: 5 }),
      widget({ id: 'b', isAhead: true, due: 1 }),
      widget({ id: 'c', importance: 5 }),
    ]);

    expect(shown(changed(after(morning), 'a', { isAhead: false, due: 0 }))).toEqual(['b', 'a', 'c']);
    expect(shown(changed(after(morning), 'b', { importance: 5, due: 5 }))).toEqual(['a', 'b', 'c']);
  });

  it('moves what is over behind what is not', () => {
    const [first = ''] = shown(three);

    expect(shown(changed(after(three), first, { isOver: true })).at(-1)).toBe(first);
  });

  it('lets what has become overdue rise, and takes no place away', () => {
    const [, , last = ''] = shown(three);
    const late = changed(after(three), last, { overdue: 1 });

    expect(shown(late)[0]).toBe(last);
    expect([...shown(late)].sort()).toEqual(['a', 'b', 'c']);
  });

  it('lets what is made today enter where its score puts it, in place of the last', () => {
    const board = after(three);
    const made = widget({
      id: 'made',
      importance: 5,
      isFresh: true,
      isFilledToday: true,
      lastShownOn: null,
      createdOn: MONDAY,
    });

    const places = shown({ ...board, widgets: [...board.widgets, made] });

    expect(places[0]).toBe('made');
    expect(places).toHaveLength(3);
  });

  it('lets nothing enter a full board that was not touched, however good it is', () => {
    const board = after(three);
    const better = widget({ id: 'better', importance: 5 });

    expect(shown({ ...board, widgets: [...board.widgets, better] })).not.toContain('better');
  });

  it('lets an empty widget rise when something is put into it', () => {
    const board = after(
      state([
        widget({ id: 'a', importance: 2 }),
        widget({ id: 'b', isEmpty: true, isUsed: false, importance: 4 }),
      ]),
    );
    expect(shown(board)).toEqual(['a', 'b']);

    const filled = { isEmpty: false, isUsed: true, isFresh: true, isFilledToday: true };

    expect(shown(changed(board, 'b', filled))).toEqual(['b', 'a']);
  });
});

const widgetStates = fc.record<WidgetState>({
  id: fc.uuid(),
  type: fc.constantFrom('todo', 'tracker'),
  category: fc.option(fc.constantFrom('work', 'health', 'home')),
  importance: fc.integer({ min: 1, max: 5 }),
  frequency: fc.constantFrom(...FREQUENCIES),
  rrule: fc.constant('FREQ=WEEKLY'),
  isPinned: fc.boolean(),
  createdOn: fc.integer({ min: 18_000, max: 20_000 }).map(fromEpochDay),
  lastShownOn: fc.option(fc.integer({ min: 20_400, max: 20_500 }).map(fromEpochDay)),
  override: fc.constantFrom(null, null, null, 'show', 'hide'),
  isEmpty: fc.boolean(),
  isUsed: fc.boolean(),
  isOver: fc.boolean(),
  isAhead: fc.boolean(),
  due: fc.nat(3),
  overdue: fc.constantFrom(0, 0, 0, 2),
  topPriority: fc.option(fc.integer({ min: 1, max: 5 })),
  soonOn: fc.constant(null),
  streakAtRisk: fc.constantFrom(0, 0, 9),
  uses: fc.nat(20),
  usesInDaypart: fc.constant(0),
  placedAt: fc.constant(null),
  isFilledToday: fc.boolean(),
  isFresh: fc.boolean(),
});

const states = fc.record<BoardState>({
  date: fc.integer({ min: 20_501, max: 20_520 }).map(fromEpochDay),
  daypart: fc.constantFrom(...DAYPARTS),
  size: fc.integer({ min: 1, max: 12 }),
  seed: fc.string(),
  nouns: fc.constant({}),
  widgets: fc.uniqueArray(widgetStates, { maxLength: 20, selector: ({ id }) => id }),
});

describe('always', () => {
  it('sums the weights of the reasons to the score', () => {
    fc.assert(
      fc.property(states, (board) => {
        for (const { score, reasons } of rules2.rank(board)) {
          expect(Math.abs(reasons.reduce((sum, { weight }) => sum + weight, 0) - score)).toBeLessThan(1e-9);
        }
      }),
    );
  });

  it('decides on every widget once and gives the same board for the same state', () => {
    fc.assert(
      fc.property(states, (board) => {
        const ranking = rules2.rank(board);

        expect(ranking.map(({ widget: { id } }) => id).sort()).toEqual(
          board.widgets.map(({ id }) => id).sort(),
        );
        expect(rules2.rank(structuredClone(board))).toEqual(ranking);
      }),
    );
  });

  it('shows nothing that is hidden and everything else that is forced', () => {
    fc.assert(
      fc.property(states, (board) => {
        const places = shown(board);

        for (const { id, override, overdue, isPinned, isAhead } of board.widgets) {
          if (override === 'hide') expect(places).not.toContain(id);
          else if (override === 'show' || isPinned || overdue > 0 || isAhead) expect(places).toContain(id);
        }
      }),
    );
  });

  it('has no empty widget on the board for its score while one that shows something is not on it', () => {
    fc.assert(
      fc.property(states, (board) => {
        const ranking = rules2.rank(board);
        const isWaiting = ranking.some(
          ({ widget: { isEmpty }, decision }) => decision === 'not_chosen' && !isEmpty,
        );

        if (isWaiting)
          expect(
            ranking.filter(({ widget: { isEmpty }, decision }) => decision === 'chosen' && isEmpty),
          ).toEqual([]);
      }),
    );
  });

  it('does not move anything when the board is chosen again and nothing has happened', () => {
    fc.assert(
      fc.property(states, (board) => {
        const morning = after(board);

        expect(shown(after(morning))).toEqual(shown(morning));
      }),
    );
  });
});
