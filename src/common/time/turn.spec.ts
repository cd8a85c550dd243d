import { expect, it } from '@jest/globals';
import { Turn } from './turn.js';

it('is over after a while, and then others come first', async () => {
  const order: string[] = [];
  const turn = new Turn();
  setImmediate(() => order.push('other'));

  while (!turn.isOver) continue;
  await turn.pass();
  order.push('own');

  expect(order).toEqual(['other', 'own']);
});

it('begins anew when it has been passed on', async () => {
  const turn = new Turn();
  const before = Reflect.get(turn, 'began') as number;

  await turn.pass();

  expect(Reflect.get(turn, 'began')).toBeGreaterThan(before);
});

it('shares the rounds of the event loop among all who take turns', async () => {
  const order: string[] = [];
  const take = async (name: string): Promise<void> => {
    await Turn.next();
    order.push(name);
    setImmediate(() => order.push('other'));
  };

  await Promise.all([take('first'), take('second'), take('third')]);

  expect(order).toEqual(['first', 'second', 'other', 'third']);
});
