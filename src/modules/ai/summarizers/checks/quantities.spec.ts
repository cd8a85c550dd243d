import { describe, expect, it } from '@jest/globals';
import { quantitiesOf, valuesIn } from './quantities.js';

describe('quantitiesOf', () => {
  it.each([
    ['It is 330 metres high', [['330'], 'metr']],
    ['1,500 kWh', [['1.5', '1500'], 'kwh']],
    ['1.500 kWh', [['1.5', '1500'], 'kwh']],
    ['1 500 000 people', [['1500000'], 'peopl']],
    ['2,9', [['2.9'], '']],
    ['2.50 €', [['2.5'], '€']],
    ['20 % of it', [['20'], '%']],
    ['-7 °C', [['7'], 'c']],
    ['a 12-hour day', [['12'], 'hour']],
    ['version 1.2.3', [['1.2.3'], '']],
  ])('understands %j', (text, [values, unit]) => {
    expect(quantitiesOf(text).map((quantity) => [[...quantity.values], quantity.unit])).toEqual([
      [values, unit],
    ]);
  });

  it('tells two numbers beside each other apart', () => {
    expect(quantitiesOf('in 2019 500 of 1995').map(({ values }) => [...values][0])).toEqual([
      '2019',
      '500',
      '1995',
    ]);
  });
});

describe('valuesIn', () => {
  it('knows small numbers in words', () => {
    expect([...valuesIn('Twelve of 30, or one')].sort()).toEqual(['1', '12', '30']);
  });
});
