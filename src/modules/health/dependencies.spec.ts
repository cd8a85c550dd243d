import { describe, expect, it } from '@jest/globals';
import { ask, type Dependency } from './dependencies.js';

const build = (given: Partial<Dependency>): Dependency => ({
  name: 'queue',
  isVital: false,
  kind: 'bull',
  check: () => Promise.resolve(),
  ...given,
});
const away = (): Promise<void> => Promise.reject(new Error('away'));
const hung = (): Promise<void> => new Promise(() => undefined);

describe('a dependency', () => {
  it('that answers is up, with its kind and how long it took', async () => {
    const found = await ask(build({}));

    expect(found).toMatchObject({ name: 'queue', kind: 'bull', state: 'up' });
    expect(found.latencyMs).toBeGreaterThanOrEqual(0);
  });

  it.each([
    ['away', away],
    ['hung', hung],
  ])('that is %s is down where nothing goes without it, else degraded', async (_, check) => {
    expect(await ask(build({ check, isVital: true }), 1)).toMatchObject({ state: 'down' });
    expect(await ask(build({ check, isVital: false }), 1)).toMatchObject({ state: 'degraded' });
  });
});
