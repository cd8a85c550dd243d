import { describeWidgetType } from '../../../../../test/contracts/widget-type-contract.js';
import { addTask } from '../../../../../test/factories/tasks.js';

describeWidgetType('todo', async ({ person, today }, widgetId) => {
  await addTask(person, widgetId, { dueDate: '2026-02-27', priority: 1 });
  await addTask(person, widgetId, { dueDate: today, dueTime: '12:00', rrule: 'FREQ=DAILY' });
  const { id } = await addTask(person, widgetId, { dueDate: today });
  await person.api.post(`/tasks/${id}/complete`);
});
