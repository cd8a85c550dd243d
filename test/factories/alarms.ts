import { randomUUID } from 'node:crypto';
import { parseLocalDate } from '../../src/common/time/local-date.js';
import { parseLocalTime } from '../../src/common/time/local-time.js';
import type { Alarm } from '../../src/modules/widgets/types/alarm/alarm.entity.js';
import type { AlarmView } from '../../src/modules/widgets/types/alarm/alarms.contract.js';
import { planned, UNPLANNED, type PlanContext } from '../../src/modules/widgets/types/alarm/series/plan.js';
import type { Person } from './users.js';
import { addWidget } from './widgets.js';

type Described = Partial<Omit<Alarm, 'times' | 'startDate'>> & {
  readonly times?: readonly string[];
  readonly startDate?: string;
};

/** A daily alarm at seven as it is stored when it was just added, but for what the test is about. */
export function buildAlarm({ times, startDate, ...given }: Described, context: PlanContext): Alarm {
  const alarm: Alarm = {
    id: randomUUID(),
    userId: randomUUID(),
    widgetId: randomUUID(),
    title: 'Wake up',
    times: (times ?? ['07:00']).map(parseLocalTime),
    startDate: parseLocalDate(startDate ?? '2026-01-01'),
    rrule: 'FREQ=DAILY',
    timeZone: null,
    isActive: true,
    ...UNPLANNED,
    version: 1,
    createdAt: context.now,
    updatedAt: context.now,
    ...given,
  };
  return planned(alarm, context);
}

/** Adds a daily alarm at seven over HTTP, in a widget of its own where none is named. */
export async function addAlarm(
  person: Person,
  { widgetId, ...given }: Record<string, unknown> & { widgetId?: string } = {},
): Promise<AlarmView> {
  const id = widgetId ?? (await addWidget(person, { type: 'alarm', title: 'Alarms' })).id;
  const body = { title: 'Wake up', times: ['07:00'], rrule: 'FREQ=DAILY', ...given };
  const { data } = await person.api.post<AlarmView>(`/widgets/${id}/alarms`, body);
  return data;
}
