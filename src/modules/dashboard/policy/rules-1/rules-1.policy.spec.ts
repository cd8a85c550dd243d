import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, fromEpochDay, parseLocalDate } from '../../../../common/time/local-date.js';
import { FREQUENCIES } from '../../../widgets/widgets.contract.js';
import { DAYPARTS, placesOf } from '../board-state.js';
import { rules1 } from './rules-1.policy.js';
import type { BoardState, WidgetState } from './rules-1.state.js';

const TODAY = parseLocalDate('2026-03-02');

function widget(overrides: Partial<WidgetState> = {}): WidgetState {
  return {
    id: 'w1',
    type: 'todo',
    category: null,
    importance: 3,
    frequency: 'daily',
    rrule: null,
    isPinned: false,
    createdOn: addDays(TODAY, -30),
    lastShownOn: addDays(TODAY, -1),
    override: null,
    due: 0,
    overdue: 0,
    topPriority: null,
    streakAtRisk: 0,
    mustShow: false,
    uses: 0,
    usesInDaypart: 0,
    placedAt: null,
    ...overrides,
  };
}

function state(widgets: WidgetState[], overrides: Partial<BoardState> = {}): BoardState {
  return { date: TODAY, daypart: 'morning', size: 8, seed: 'seed', widgets, ...overrides };
}

const shown = (board: BoardState): string[] => placesOf(rules1.rank(board)).map(({ widgetId }) => widgetId);

const codesOf = (board: BoardState, id: string): string[] =>
  placesOf(rules1.rank(board))
    .find(({ widgetId }) => widgetId === id)
    ?.reasons.map(({ code }) => code) ?? [];

describe('hard rules', () => {
  it('shows pinned widgets, due work and what the user asked for, however many they are', () => {
    const board = state(
      [
        widget({ id: 'pinned', isPinned: true, importance: 1 }),
        widget({ id: 'due', due: 1 }),
        widget({ id: 'overdue', overdue: 2 }),
        widget({ id: 'asked', override: 'show' }),
        widget({ id: 'alarm', mustShow: true }),
        widget({ id: 'other', importance: 5 }),
      ],
      { size: 2 },
    );

    expect(shown(board).sort()).toEqual(['alarm', 'asked', 'due', 'overdue', 'pinned']);
  });

  it('never shows what is hidden for today, not even when it is pinned and due', () => {
    const board = state([
      widget({ id: 'hidden', isPinned: true, due: 3, override: 'hide' }),
      widget({ id: 'other' }),
    ]);

    expect(shown(board)).toEqual(['other']);
  });
});

describe('competition', () => {
  it('fills the places with the best scores', () => {
    const widgets = [1, 2, 3, 4, 5].map((importance) =>
      widget({ id: `importance-${importance}`, importance }),
    );

    expect(shown(state(widgets, { size: 2 }))).toEqual(['importance-5', 'importance-4']);
  });

  it('prefers a weekly widget that is late to one that was on yesterday’s board', () => {
    const late = widget({ id: 'late', frequency: 'weekly', lastShownOn: addDays(TODAY, -9) });
    const fresh = widget({ id: 'fresh', frequency: 'weekly', lastShownOn: addDays(TODAY, -1) });

    expect(shown(state([fresh, late], { size: 1 }))).toEqual(['late']);
    expect(codesOf(state([late]), 'late')).toContain('frequency');
    expect(codesOf(state([fresh]), 'fresh')).not.toContain('frequency');
  });

  it('asks for a widget that is wanted once until it has been seen', () => {
    const unseen = widget({ id: 'unseen', frequency: 'once', lastShownOn: null });
    const seen = widget({ id: 'seen', frequency: 'once' });

    expect(codesOf(state([unseen]), 'unseen')).toContain('frequency');
    expect(codesOf(state([seen]), 'seen')).not.toContain('frequency');
  });

  it('follows the rule of a custom widget', () => {
    const mondays = {
      frequency: 'custom',
      rrule: 'FREQ=WEEKLY;BYDAY=MO',
      createdOn: parseLocalDate('2026-02-02'),
    } as const;
    const due = widget({ id: 'due', ...mondays, lastShownOn: parseLocalDate('2026-02-23') });
    const done = widget({ id: 'done', ...mondays, lastShownOn: TODAY });

    expect(codesOf(state([due]), 'due')).toContain('frequency');
    expect(codesOf(state([done]), 'done')).not.toContain('frequency');
  });

  it('leaves a rule that takes too long out of account instead of failing', () => {
    const hostile = widget({
      id: 'hostile',
      frequency: 'custom',
      rrule: 'FREQ=YEARLY;BYWEEKNO=53;BYMONTH=3',
      lastShownOn: addDays(TODAY, -3),
    });

    expect(codesOf(state([hostile]), 'hostile')).toEqual(['importance']);
  });

  it('counts a streak at risk, and more for a longer one', () => {
    const long = widget({ id: 'long', streakAtRisk: 20 });
    const short = widget({ id: 'short', streakAtRisk: 2 });

    expect(shown(state([short, long], { size: 1 }))).toEqual(['long']);
  });

  it('prefers what was used at this part of the day, but not on the word of two uses', () => {
    const morning = widget({ id: 'morning', uses: 10, usesInDaypart: 8 });
    const evening = widget({ id: 'evening', uses: 10, usesInDaypart: 0 });
    const hardly = widget({ id: 'hardly', uses: 2, usesInDaypart: 2 });

    expect(shown(state([evening, morning], { size: 1 }))).toEqual(['morning']);
    expect(codesOf(state([hardly]), 'hardly')).not.toContain('time_of_day');
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
  it('keeps the order of the places when something in them is finished', () => {
    const widgets = [
      widget({ id: 'a', placedAt: 0 }),
      widget({ id: 'b', placedAt: 1, due: 1 }),
      widget({ id: 'c', placedAt: 2, importance: 5 }),
    ];

    expect(shown(state(widgets, { size: 3 }))).toEqual(['a', 'b', 'c']);
  });

  it('lets what has become due join behind what must be shown, and takes no place away', () => {
    const widgets = [
      widget({ id: 'must', placedAt: 0, due: 1 }),
      widget({ id: 'chosen', placedAt: 1 }),
      widget({ id: 'new', due: 1 }),
    ];

    expect(shown(state(widgets, { size: 2 }))).toEqual(['must', 'new', 'chosen']);
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
  lastShownOn: fc.option(fc.integer({ min: 20_000, max: 20_500 }).map(fromEpochDay)),
  override: fc.constantFrom(null, null, 'show', 'hide'),
  due: fc.nat(3),
  overdue: fc.nat(3),
  topPriority: fc.option(fc.integer({ min: 1, max: 5 })),
  streakAtRisk: fc.nat(40),
  mustShow: fc.boolean(),
  uses: fc.nat(20),
  usesInDaypart: fc.constant(0),
  placedAt: fc.constant(null),
});

const states = fc.record<BoardState>({
  date: fc.integer({ min: 20_500, max: 21_000 }).map(fromEpochDay),
  daypart: fc.constantFrom(...DAYPARTS),
  size: fc.integer({ min: 1, max: 12 }),
  seed: fc.string(),
  widgets: fc.uniqueArray(widgetStates, { maxLength: 20, selector: ({ id }) => id }),
});

describe('always', () => {
  it('sums the weights of the reasons to the score', () => {
    fc.assert(
      fc.property(states, (board) => {
        for (const { score, reasons } of rules1.rank(board)) {
          expect(Math.abs(reasons.reduce((sum, { weight }) => sum + weight, 0) - score)).toBeLessThan(1e-9);
        }
      }),
    );
  });

  it('decides on every widget once and gives the same board for the same state', () => {
    fc.assert(
      fc.property(states, (board) => {
        const ranking = rules1.rank(board);

        expect(ranking.map(({ widget: { id } }) => id).sort()).toEqual(
          board.widgets.map(({ id }) => id).sort(),
        );
        expect(rules1.rank({ ...board, widgets: board.widgets.toReversed() })).toEqual(ranking);
      }),
    );
  });

  it('fills the board as far as there are widgets that are not hidden', () => {
    fc.assert(
      fc.property(states, (board) => {
        const visible = board.widgets.filter(({ override }) => override !== 'hide').length;

        expect(shown(board).length).toBeGreaterThanOrEqual(Math.min(board.size, visible));
      }),
    );
  });

  it('keeps a board that was chosen when nothing has changed', () => {
    fc.assert(
      fc.property(states, (board) => {
        const places = placesOf(rules1.rank(board));
        const placed = board.widgets.map((one) => ({
          ...one,
          placedAt: places.find(({ widgetId }) => widgetId === one.id)?.position ?? null,
        }));

        expect(placesOf(rules1.rank({ ...board, widgets: placed }))).toEqual(places);
      }),
    );
  });
});
