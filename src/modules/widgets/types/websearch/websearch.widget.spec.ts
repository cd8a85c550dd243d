import { describeWidgetType } from '../../../../../test/contracts/widget-type-contract.js';

describeWidgetType('websearch', async ({ person, database, today }, widgetId) => {
  const { data } = await person.api.post<{ id: string }>(`/widgets/${widgetId}/searches`, {
    query: 'tides',
  });
  await database.query(
    `INSERT INTO summaries (id, user_id, search_id, status, content, citations, unsupported, contradictions, skipped,
       created_at, finished_at)
     VALUES (gen_random_uuid(), $1, $2, 'done', 'Twice a day [1].', '[]', '[]', '[]', '[]', $3, $3)`,
    [person.id, data.id, `${today}T08:00:00Z`],
  );
});
