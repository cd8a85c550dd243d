import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LruStore } from './lru-store.js';

describe('the bounded store', () => {
  it('forgets what was not used for longest', () => {
    const store = new LruStore(8);
    store.set('a', '111').set('b', '222');

    store.get('a');
    store.set('c', '333');

    expect([...store.keys()]).toEqual(['a', 'c']);
    expect(store.get('b')).toBeUndefined();
  });

  it('does not keep what is larger than all of it', () => {
    const store = new LruStore(8);

    store.set('a', '12345678');

    expect(store.size).toBe(0);
    expect(store.delete('a')).toBe(false);
  });

  it('stays within its size whatever is done with it, and holds what was put in last if that fits', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'dd');
    const step = fc.oneof(
      fc.record({ kind: fc.constant('set' as const), key, value: fc.string({ maxLength: 12 }) }),
      fc.record({ kind: fc.constantFrom('get' as const, 'delete' as const), key, value: fc.constant('') }),
      fc.record({ kind: fc.constant('clear' as const), key, value: fc.constant('') }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const store = new LruStore(20);
        for (const { kind, key: name, value } of steps) {
          if (kind === 'set') {
            store.set(name, value);
            expect(store.get(name)).toBe(value);
          } else if (kind === 'clear') store.clear();
          else store[kind](name);
          const used = [...store].reduce((sum, [k, v]) => sum + k.length + v.length, 0);
          expect(used).toBeLessThanOrEqual(20);
        }
      }),
    );
  });
});
