import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { forecastIn } from './forecast-answer.js';

const CURRENT = { time: 1_773_144_000, temperature_2m: 4.5, weather_code: 61, is_day: 0 };
const HOURLY = { time: [1_773_100_800, 1_773_104_400], temperature_2m: [4, 5], weather_code: [3, 61.4] };

describe('a forecast in an answer', () => {
  it('is the weather of now, and of the hours from a moment on', () => {
    expect(forecastIn({ current: CURRENT, hourly: HOURLY })).toEqual({
      current: {
        observedAt: '2026-03-10T12:00:00.000Z',
        temperature: 4.5,
        feelsLike: null,
        humidity: null,
        windSpeed: null,
        windDirection: null,
        code: 61,
        isDay: false,
      },
      hoursFrom: new Date('2026-03-10T00:00:00Z'),
      temperatures: [4, 5],
      precipitations: [],
      probabilities: [],
      codes: [3, 61],
    });
  });

  it('has null where the provider knows nothing, or says what no weather is', () => {
    const answer = { current: CURRENT, hourly: { ...HOURLY, precipitation_probability: [null, 101] } };

    expect(forecastIn(answer)?.probabilities).toEqual([null, null]);
  });

  it.each([
    ['no object', []],
    ['no present weather', { hourly: HOURLY }],
    ['no hours', { current: CURRENT }],
    ['a present without a temperature', { current: { time: 0 }, hourly: HOURLY }],
    ['a present at no time', { current: { ...CURRENT, time: '2026-03-10T12:00' }, hourly: HOURLY }],
    ['hours at no time', { current: CURRENT, hourly: { ...HOURLY, time: null } }],
    ['hours of which one is missing', { current: CURRENT, hourly: { ...HOURLY, time: [0, 7_200] } }],
    ['an empty list of hours', { current: CURRENT, hourly: { ...HOURLY, time: [] } }],
    ['hours without temperatures', { current: CURRENT, hourly: { time: HOURLY.time } }],
  ])('is none where there is %s', (_, answer) => {
    expect(forecastIn(answer)).toBeNull();
  });

  it('is one that can be stored, or none, whatever JSON it is looked for in', () => {
    const values = fc.oneof(fc.jsonValue(), fc.array(fc.double()));
    const answers = fc.record({
      current: fc.record({ time: fc.double(), temperature_2m: fc.double(), weather_code: values }),
      hourly: fc.record({ time: fc.constant(HOURLY.time), temperature_2m: values, weather_code: values }),
    });

    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), answers), (answer) => {
        const forecast = forecastIn(answer);
        for (const code of forecast?.codes ?? [])
          expect(code === null || (Number.isInteger(code) && code >= 0 && code <= 99)).toBe(true);
        expect(forecast === null || !Number.isNaN(forecast.hoursFrom.getTime())).toBe(true);
      }),
    );
  });
});
