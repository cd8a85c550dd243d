import type {
  CalendarEventView,
  ImportReport,
} from '../../src/modules/widgets/types/calendar/calendar.contract.js';
import type { Answer } from '../support/api-client.js';
import type { Person } from './users.js';
import { addWidget } from './widgets.js';

/** Adds an event of an hour over HTTP, in a calendar of its own where none is named. */
export async function addEvent(
  person: Person,
  { widgetId, ...given }: Record<string, unknown> & { widgetId?: string } = {},
): Promise<CalendarEventView> {
  const id = widgetId ?? (await addWidget(person, { type: 'calendar', title: 'Calendar' })).id;
  const body = { title: 'Choir', start: '2026-03-02T19:30', ...given };
  return (await person.api.post<CalendarEventView>(`/widgets/${id}/events`, body)).data;
}

/** Sends a calendar file to a calendar. */
export async function importFile(
  person: Person,
  widgetId: string,
  file: Uint8Array<ArrayBuffer> | string,
): Promise<ImportReport> {
  const headers = { 'content-type': 'text/calendar' };
  const answer = (await person.api.ask<ImportReport>('POST', `/widgets/${widgetId}/calendar-files`, {
    body: file,
    headers,
  })) as Answer<ImportReport>;
  return answer.data;
}
