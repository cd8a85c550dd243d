import { describeWidgetType } from '../../../../../test/contracts/widget-type-contract.js';
import { addNote } from '../../../../../test/factories/notes.js';

describeWidgetType('notes', async ({ person }, widgetId) => {
  await addNote(person, { widgetId, title: 'Bread', isPinned: true });
  await addNote(person, { widgetId });
});
