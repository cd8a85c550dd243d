import { describe, expect, it } from '@jest/globals';
import { placesIn } from './places-answer.js';

describe('the places in an answer', () => {
  it('have their names on one line and their coordinates', () => {
    const results = [
      { name: ' Bad\n Homburg ', latitude: 50.2, longitude: 8.6, country: '', admin1: 'Hesse' },
    ];

    expect(placesIn({ results })).toEqual([
      {
        name: 'Bad Homburg',
        region: 'Hesse',
        country: null,
        latitude: 50.2,
        longitude: 8.6,
        timeZone: null,
        countryCode: null,
        population: null,
      },
    ]);
  });

  it('are none where nothing was found', () => {
    expect(placesIn({ generationtime_ms: 0.3 })).toEqual([]);
  });

  it('leave out what is none', () => {
    const good = { name: 'A', latitude: 1, longitude: 2 };

    expect(
      placesIn({
        results: [
          null,
          7,
          { ...good, name: 3 },
          { ...good, latitude: 91 },
          { ...good, longitude: '2' },
          good,
        ],
      }),
    ).toHaveLength(1);
  });

  it.each([[null], [[]], ['text'], [{}], [{ results: 'many' }]])('are not to be had from %j', (answer) => {
    expect(placesIn(answer)).toBeNull();
  });
});
