import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { once } from 'node:events';
import { createLogger } from '../platform/logging/logger.js';
import { Shutdown } from './shutdown.js';

const logger = createLogger({ level: 'silent', pretty: false });
const before = new Map((['SIGTERM', 'SIGINT'] as const).map((name) => [name, process.listeners(name)]));

afterEach(() => {
  jest.restoreAllMocks();
  for (const [signal, listeners] of before)
    for (const listener of process.listeners(signal))
      if (!listeners.includes(listener)) process.off(signal, listener);
});

/** A shutdown, and what its steps have done so far. */
function build(): { shutdown: Shutdown; done: string[]; step: (name: string) => () => Promise<void> } {
  const done: string[] = [];
  const step = (name: string) => (): Promise<void> => {
    done.push(name);
    return Promise.resolve();
  };
  return { shutdown: new Shutdown(logger), done, step };
}

/** Has `process.exit` do nothing but give its code. */
function exitCode(): Promise<unknown> {
  return new Promise((resolve) => {
    jest.spyOn(process, 'exit').mockImplementation((code) => {
      resolve(code);
      return undefined as never;
    });
  });
}

describe('a shutdown', () => {
  it('closes in the reverse order, and once however often it is asked', async () => {
    const { shutdown, done, step } = build();
    shutdown.add(step('database'));
    await shutdown.open(Promise.resolve('app'), step('app'));

    await Promise.all([shutdown.close(), shutdown.close()]);

    expect(done).toEqual(['app', 'database']);
  });

  it('closes everything although a part fails, and tells of the first failure', async () => {
    const { shutdown, done, step } = build();
    shutdown.add(step('database'));
    shutdown.add(() => Promise.reject(new Error('second')));
    shutdown.add(() => Promise.reject(new Error('first')));

    await expect(shutdown.close()).rejects.toThrow('first');

    expect(done).toEqual(['database']);
  });

  it('waits for what is still being opened, closes that too, and lets the start go no further', async () => {
    const { shutdown, done, step } = build();
    let finish = (): void => undefined;
    const opening = new Promise<void>((resolve) => {
      finish = resolve;
    });
    void shutdown.open(opening, step('closed')).then(step('went on'));

    const closing = shutdown.close();
    finish();
    await closing;

    expect(done).toEqual(['closed']);
    expect(shutdown.signal.aborted).toBe(true);
  });

  it('has nothing to close of what could not be opened, and passes the failure on', async () => {
    const { shutdown, done, step } = build();

    await expect(shutdown.open(Promise.reject(new Error('no')), step('closed'))).rejects.toThrow('no');
    await shutdown.close();

    expect(done).toEqual([]);
  });

  it('hides failures of a start that it has interrupted', async () => {
    const { shutdown, done, step } = build();
    const interrupted = shutdown.unlessEnding(
      once(shutdown.signal, 'abort').then(() => Promise.reject(new Error('the connection is gone'))),
    );
    interrupted.then(step('went on'), step('failed'));

    await shutdown.close();
    await new Promise(setImmediate);

    expect(done).toEqual([]);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends the process on %s, with the code of its kind',
    async (signal) => {
      const { shutdown, done, step } = build();
      shutdown.add(step('closed'));
      shutdown.exitOnSignal(130);
      const exit = exitCode();

      process.emit(signal);
      process.emit(signal);

      expect(await exit).toBe(130);
      expect(done).toEqual(['closed']);
    },
  );

  it('ends the process with code 1 where it can’t be closed in order', async () => {
    const { shutdown } = build();
    shutdown.add(() => Promise.reject(new Error('stuck')));
    shutdown.exitOnSignal(0);
    const exit = exitCode();

    process.emit('SIGTERM');

    expect(await exit).toBe(1);
  });
});
