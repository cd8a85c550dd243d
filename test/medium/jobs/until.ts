import { setTimeout as delay } from 'node:timers/promises';

/** Resolves once the condition holds; a test that it never does in is ended by Jest. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(20);
}
