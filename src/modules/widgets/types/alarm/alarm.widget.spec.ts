import { describeWidgetType } from '../../../../../test/contracts/widget-type-contract.js';
import { addAlarm } from '../../../../../test/factories/alarms.js';

describeWidgetType('alarm', async ({ person, database, today }, widgetId) => {
  await addAlarm(person, { widgetId, times: ['07:00', '12:00'] });
  const { id } = await addAlarm(person, { widgetId, rrule: null, startDate: today, times: ['11:00'] });
  await database.query(
    `INSERT INTO alarm_rings (id, alarm_id, occurrence, snooze_number, due_at, fired_at, state)
     VALUES (gen_random_uuid(), $1, $2::timestamptz AT TIME ZONE 'UTC', 0, $2, $2, 'ringing')`,
    [id, `${today}T09:00:00Z`],
  );
});
