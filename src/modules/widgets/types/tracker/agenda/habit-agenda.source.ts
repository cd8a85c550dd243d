import { Injectable } from '@nestjs/common';
import { addDays, toEpochDay } from '../../../../../common/time/local-date.js';
import { Turn } from '../../../../../common/time/turn.js';
import {
  AgendaSourceProvider,
  type AgendaEntries,
  type AgendaSource,
  type AgendaSpan,
} from '../../../agenda-source.contract.js';
import { dayStates, type DayState } from '../calendar/day-state.js';
import { dayFactsOf } from '../days/day-facts.js';
import { frozenDays } from '../freezes.js';
import { periodOf, quotaOf } from '../standing/periods.js';
import { AgendaHabitsRepository, type AgendaHabit } from './agenda-habits.repository.js';

const MOST_HABITS = 1_000;

/** Habits, and what else is tracked on certain days, on the days on which they are due. */
@AgendaSourceProvider()
@Injectable()
export class HabitAgendaSource implements AgendaSource {
  readonly key = 'habit';

  constructor(private readonly habits: AgendaHabitsRepository) {}

  async collect(span: AgendaSpan, entries: AgendaEntries): Promise<void> {
    const range = { first: span.first, last: entries.lastDay, limit: MOST_HABITS + 1 };
    const habits = await this.habits.list(span.userId, range);
    if (habits.length > MOST_HABITS) entries.cutShort();
    const turn = new Turn();
    for (const habit of habits.slice(0, MOST_HABITS)) {
      if (turn.isOver) await turn.pass();
      addHabit(habit, span, entries);
    }
  }
}

function addHabit(habit: AgendaHabit, { first, today }: AgendaSpan, entries: AgendaEntries): void {
  const { id, widgetId, definition } = habit;
  const stateOf = statesOf(habit, toEpochDay(today));
  for (let date = first; date <= entries.lastDay; date = addDays(date, 1)) {
    const state = stateOf(toEpochDay(date));
    if (state === 'off') continue;
    entries.add({
      ...{ date, at: null, endsAt: null, id, widgetId, title: definition.name, occurrence: date, state },
      isOverdue: false,
    });
  }
}

/** The state of each day. Of n times a week or month, no day to come is a certain one, and what was missed is said once. */
function statesOf(
  { definition, schedule, scheduleFrom, firstOn, history }: AgendaHabit,
  today: number,
): (day: number) => DayState {
  const days = { ...dayFactsOf(history, definition.freezes), firstOn };
  const frozen = new Set(frozenDays(definition.freezes));
  const tracker = { ...definition, schedule, scheduleFrom };
  const stateOf = dayStates({ tracker, days, isFrozen: (day) => frozen.has(day), today });
  const quota = quotaOf(definition);
  if (quota === null) return stateOf;
  return (day) => {
    const state = stateOf(day);
    if (state === 'open') return day > today ? 'off' : state;
    return state === 'missed' && periodOf(day, quota).last !== day ? 'off' : state;
  };
}
