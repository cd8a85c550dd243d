import { describeWidgetType } from '../../../../../test/contracts/widget-type-contract.js';

describeWidgetType('weather', async ({ person, database, today }, widgetId) => {
  await person.api.patch(`/widgets/${widgetId}`, {
    settings: { place: 'Berlin', latitude: 52.524, longitude: 13.411 },
  });
  await database.query(
    `INSERT INTO weather_places (north, east, version, next_refresh_at, failures, fetched_at, stale_since, current,
       error, hours_from, temperatures, precipitations, probabilities, codes)
     VALUES (5252, 1341, 1, $1, 0, $1, $1, $2, $3, $1, '{4.5,5}', '{0,0.2}', '{0,NULL}', '{3,61}')`,
    [
      `${today}T08:00:00Z`,
      { observedAt: `${today}T08:00:00.000Z`, temperature: 4.5, code: 3, isDay: true },
      { code: 'weather_timeout', message: 'the weather service did not answer in time' },
    ],
  );
});
