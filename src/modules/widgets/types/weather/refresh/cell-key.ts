import type { Cell } from '../weather.contract.js';

/** Names a place, so that its job is in the queue once. */
export function keyOfCell({ north, east }: Cell): string {
  return `${north},${east}`;
}
