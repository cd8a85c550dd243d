import { describe, expect, it } from '@jest/globals';
import type { FoundPlace } from '../weather.contract.js';
import { choosePlace } from './place-choice.js';

const place = (
  region: string | null,
  population: number | null,
  more: Partial<FoundPlace> = {},
): FoundPlace => ({
  name: 'Springfield',
  region,
  country: 'United States',
  countryCode: 'US',
  latitude: 39,
  longitude: -89,
  timeZone: null,
  population,
  ...more,
});
const ILLINOIS = place('Illinois', 116_000);
const MISSOURI = place('Missouri', 166_000);
const FARM = place('Ohio', null);

describe('a name', () => {
  it('means the only place that has it', () => {
    expect(choosePlace('Springfield', [FARM])).toEqual({ kind: 'one', place: FARM });
  });

  it('means the place with ten times the people of any other', () => {
    const large = place('Berlin', 3_400_000);

    expect(choosePlace('Springfield', [FARM, ILLINOIS, large])).toEqual({ kind: 'one', place: large });
  });

  it.each([
    ['of a size', [ILLINOIS, MISSOURI], [MISSOURI, ILLINOIS]],
    ['of no known size', [FARM, FARM], [FARM, FARM]],
  ])('may mean several %s, the largest first', (_case, found, places) => {
    expect(choosePlace('Springfield', found)).toEqual({ kind: 'several', places });
  });

  it.each(['Springfield, Illinois', 'springfield,illinois', 'Springfield, Illinois, USA'.slice(0, 21)])(
    'means the place in the region or country behind it: %s',
    (typed) => {
      expect(choosePlace(typed, [MISSOURI, ILLINOIS])).toEqual({ kind: 'one', place: ILLINOIS });
    },
  );

  it('is matched by a country’s code', () => {
    const chile = place('Region', 500, { country: 'Chile', countryCode: 'CL' });

    expect(choosePlace('Springfield, cl', [MISSOURI, chile])).toEqual({ kind: 'one', place: chile });
    expect(choosePlace('Springfield, DE', [MISSOURI, chile])).toEqual({ kind: 'none' });
  });

  it('may mean nothing', () => {
    expect(choosePlace('Xyzzy', [])).toEqual({ kind: 'none' });
  });
});
