import assert from 'node:assert/strict';
import type {
  SearchView,
  SummaryView,
} from '../../src/modules/widgets/types/websearch/websearch.contract.js';
import type { Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import type { ApiClient } from '../support/api-client.js';
import { rowsOf } from './rows.js';
import { until } from './until.js';

/** Asks for a summary of a query, in a widget of its own; it is accepted, and the answer says where it will be. */
export async function askForSummary(person: Person, query: string): Promise<SummaryView> {
  const { api } = person;
  const widget = await addWidget(person, { type: 'websearch', title: 'Findings' });
  const search = await api.post<SearchView>(`/widgets/${widget.id}/searches`, { query });
  const { status, headers, data } = await api.post<SummaryView>(`/searches/${search.data.id}/summaries`);
  assert.equal(status, 202);
  assert.equal(headers.get('location'), `/api/v1/summaries/${data.id}`);
  return data;
}

/** The summary when it is done, or has failed. */
export async function finished(api: ApiClient, { id }: SummaryView): Promise<SummaryView> {
  const { data } = await until(
    () => api.get<SummaryView>(`/summaries/${id}`),
    ({ data: { status } }) => status === 'done' || status === 'failed',
  );
  return data;
}

/** Throws unless the numbers in the text are those of its sources, no more and no less, and these are of the pages. */
export function assertCited({ content, citations }: SummaryView, pages: readonly string[]): void {
  const numbers = [...content!.matchAll(/\[(\d+)\]/g)].map(([, n]) => Number(n));
  assert.ok(numbers.length > 0, `nothing is cited in ${content!}`);
  assert.deepEqual(new Set(numbers), new Set(citations.map(({ n }) => n)));
  for (const { url } of citations) assert.ok(pages.includes(url), `${url} was not found`);
}

/** How often the log tells that a summary of the person's was finished, and how. */
export async function finishesOf(databaseUrl: string, { id }: Person): Promise<string[]> {
  const rows = await rowsOf<{ status: string }>(
    databaseUrl,
    `SELECT payload->>'status' AS status FROM events WHERE type = 'summary.finished.v1' AND user_id = $1`,
    [id],
  );
  return rows.map(({ status }) => status);
}
