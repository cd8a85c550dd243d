import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KeptTask, type StepKind } from '../../../../../../test/factories/kept-task.js';
import { buildTask } from '../../../../../../test/factories/tasks.js';
import type { LocalDate } from '../../../../../common/time/local-date.js';
import { userDay } from '../../../../../common/time/user-day.js';
import { occurrenceFor, planned, type PlanContext } from './plan.js';

describe('any sequence of steps', () => {
  const RULES = [
    'FREQ=DAILY',
    'FREQ=DAILY;INTERVAL=3',
    'FREQ=WEEKLY;BYDAY=MO,TH',
    'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1',
    'FREQ=DAILY;COUNT=4',
    'FREQ=WEEKLY;UNTIL=20260330',
  ];
  const task = fc.record({
    rrule: fc.constantFrom(...RULES),
    dueDate: fc.constantFrom('2026-02-10', '2026-03-02', '2026-03-09'),
    dueTime: fc.constantFrom(null, '02:30', '23:30'),
    timeZone: fc.constantFrom(null, 'America/New_York', 'Asia/Tokyo'),
    repeatFrom: fc.constantFrom('schedule' as const, 'completion' as const),
  });
  const rules = fc.record({
    timeZone: fc.constantFrom('Europe/Berlin', 'Pacific/Kiritimati', 'America/Los_Angeles'),
    dayStart: fc.constantFrom('00:00', '04:00'),
  });
  const steps = fc.array(
    fc.record({
      kind: fc.constantFrom<StepKind>('done', 'skipped', 'reopen'),
      hours: fc.integer({ min: 0, max: 60 }),
      which: fc.option(fc.integer({ min: -3, max: 3 })),
    }),
    { maxLength: 8 },
  );

  /** Some date of the series, near the present one; null for a request without a date. */
  function dateOf({ task }: KeptTask, which: number | null): LocalDate | null {
    if (which === null) return null;
    if (which >= 0) return task.upcoming?.[which]?.date ?? null;
    return task.lastSettled;
  }

  function walk(
    given: Parameters<typeof buildTask>[0],
    whose: PlanContext['rules'],
    path: readonly { kind: StepKind; hours: number; which: number | null }[],
    see: (before: KeptTask, step: { kind: StepKind; date: LocalDate | null; context: PlanContext }) => void,
  ): void {
    let now = Date.parse('2026-03-02T08:00:00Z');
    let present = new KeptTask(buildTask(given, { now: new Date(now), rules: whose }));
    for (const { kind, hours, which } of path) {
      now += hours * 3_600_000;
      const step = { kind, date: dateOf(present, which), context: { now: new Date(now), rules: whose } };
      see(present, step);
      present = present.take(kind, step.context, step.date);
    }
  }

  const planOf = ({
    task: { upcoming, upcomingDueOn, nextDueOn, nextDueMinute, isDone, completedAt },
  }: KeptTask): unknown => ({
    upcoming,
    upcomingDueOn,
    nextDueOn,
    nextDueMinute,
    isDone,
    completedAt,
  });

  it('has each step once, however often it is asked for', () => {
    fc.assert(
      fc.property(task, rules, steps, (given, whose, path) => {
        walk(given, whose, path, (before, { kind, date, context }) => {
          const after = before.take(kind, context, date);
          expect(after.step(kind, context, date)).toBeNull();
        });
      }),
    );
  });

  it('is undone by opening what was settled, and done again with the same outcome', () => {
    fc.assert(
      fc.property(task, rules, steps, (given, whose, path) => {
        walk(given, whose, path, (before, { kind, date, context }) => {
          const settled = before.step(kind, context, date)?.settled;
          if (!settled || before.history.find(settled.occurrence)) return;
          const refreshed = new KeptTask(planned(before.task, before.history, context), before.rows);
          const after = before.take(kind, context, date);
          const undone = after.take('reopen', context);
          const redone = undone.take(kind, context, settled.occurrence);

          expect(planOf(undone)).toEqual(planOf(refreshed));
          expect(undone.rows).toEqual(before.rows);
          expect(planOf(redone)).toEqual(planOf(after));
        });
      }),
    );
  });

  it('leaves open what nothing became of, in order, and never what was settled', () => {
    fc.assert(
      fc.property(task, rules, steps, (given, whose, path) => {
        walk(given, whose, path, (before, { kind, date, context }) => {
          const after = before.take(kind, context, date);
          const open = after.task.upcoming?.map((occurrence) => occurrence.date) ?? [];
          expect(open).toEqual([...new Set(open)].sort());
          expect(open.filter((occurrence) => after.history.find(occurrence))).toEqual([]);
          expect(after.task.isDone).toBe(open.length === 0);
          expect(after.task.nextDueOn).toBe(after.task.upcomingDueOn?.[0] ?? 'infinity');
        });
      }),
    );
  });

  it('stores on a change what later days would find by expanding the rule', () => {
    fc.assert(
      fc.property(task, rules, steps, fc.nat({ max: 9 }), (given, whose, path, days) => {
        walk(given, whose, path, (before, { kind, date, context }) => {
          const { task: stored, history } = before.take(kind, context, date);
          const later = { ...context, now: new Date(context.now.getTime() + days * 86_400_000) };
          const [found] = planned(stored, history, later).upcoming ?? [];
          // Beyond what is stored a task shows as due since the last of it.
          if (!stored.upcoming?.some((occurrence) => occurrence.id === found?.id)) return;
          expect(occurrenceFor(stored, userDay(later.now, whose))).toEqual(found);
        });
      }),
    );
  });
});
