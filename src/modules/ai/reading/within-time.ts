import { Script } from 'node:vm';

const RUN = new Script('run()');

/**
 * Runs synchronous work and throws if it takes longer than `milliseconds`. Parsers can't be asked to stop, so V8's
 * watchdog ends them: what the work has touched must be thrown away then. It costs half a millisecond.
 */
export function withinTime<T>(milliseconds: number, work: () => T): T {
  const done: T[] = [];
  RUN.runInNewContext({ run: () => done.push(work()) }, { timeout: milliseconds });
  const [result] = done;
  if (result === undefined) throw new TypeError('the work must have a result');
  return result;
}
