import { describeWidgetType } from '../../../../../test/contracts/widget-type-contract.js';
import { addTracker } from '../../../../../test/factories/trackers.js';

describeWidgetType('tracker', async ({ person }, widgetId) => {
  const { id } = await addTracker(person, { widgetId, startDate: '2026-02-01' });
  for (const day of ['2026-02-28', '2026-03-01'])
    await person.api.post(`/trackers/${id}/entries`, { loggedAt: `${day}T12:00:00Z`, localDate: day });
  await addTracker(person, { widgetId, kind: 'number', initialValue: 90, targetValue: 80 });
});
