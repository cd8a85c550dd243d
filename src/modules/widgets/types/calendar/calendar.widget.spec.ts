import { describeWidgetType } from '../../../../../test/contracts/widget-type-contract.js';
import { addEvent } from '../../../../../test/factories/calendars.js';

describeWidgetType('calendar', async ({ person, today }, widgetId) => {
  await addEvent(person, { widgetId, start: `${today}T11:00`, rrule: 'FREQ=DAILY' });
  await addEvent(person, { widgetId, start: today });
});
