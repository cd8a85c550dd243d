import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { once } from 'node:events';
import { createLogger } from '../platform/logging/logger.js';
import { Shutdown, StopCutShort, type Part, type ShutdownLimits } from './shutdown.js';

const logger = createLogger({ level: 'silent', pretty: false });
const before = new Map((['SIGTERM', 'SIGINT'] as const).map((name) => [name, process.listeners(name)]));

afterEach(() => {
  jest.restoreAllMocks();
  for (const [signal, listeners] of before)
    for (const listener of process.listeners(signal))
      if (!listeners.includes(listener)) process.off(signal, listener);
});

/** A shutdown, what its parts have done so far, and parts that tell of it under a name. */
function build(limits: ShutdownLimits = {}): {
  shutdown: Shutdown;
  done: string[];
  step: (name: string) => () => Promise<void>;
  part: (name: string) => Part;
} {
  const done: string[] = [];
  const step = (name: string) => (): Promise<void> => {
    done.push(name);
    return Promise.resolve();
  };
  const part = (name: string): Part => ({ name, close: step(name) });
  return { shutdown: new Shutdown(logger, limits), done, step, part };
}

/** Something that is never closed, though it is tried. */
const stuck = (name: string): Part => ({ name, close: () => new Promise(() => undefined) });

const failing = (message: string): Part => ({
  name: message,
  close: () => Promise.reject(new Error(message)),
});

/** Has `process.exit` do nothing but give its code. */
function exitCode(): Promise<unknown> {
  return new Promise((resolve) => {
    jest.spyOn(process, 'exit').mockImplementation((code) => {
      resolve(code);
      return undefined as never;
    });
  });
}

/** The events that are logged as errors, with the part that was waited for. */
function errorsLogged(): [string, unknown][] {
  const errors: [string, unknown][] = [];
  jest.spyOn(logger, 'error').mockImplementation((fields, event) => {
    errors.push([event, 'waitingFor' in fields ? fields.waitingFor : undefined]);
  });
  return errors;
}

describe('a shutdown', () => {
  it('closes in the reverse order, and once however often it is asked', async () => {
    const { shutdown, done, part } = build();
    shutdown.add(part('database'));
    await shutdown.open(Promise.resolve(), part('app'));

    await Promise.all([shutdown.close(), shutdown.close()]);

    expect(done).toEqual(['app', 'database']);
  });

  it('closes everything although a part fails, and tells of the first failure', async () => {
    const { shutdown, done, part } = build();
    shutdown.add(part('database'));
    shutdown.add(failing('second'));
    shutdown.add(failing('first'));

    await expect(shutdown.close()).rejects.toThrow('first');

    expect(done).toEqual(['database']);
  });

  it('waits for what is still being opened, closes that too, and lets the start go no further', async () => {
    const { shutdown, done, step, part } = build();
    let finish = (): void => undefined;
    const opening = new Promise<void>((resolve) => {
      finish = resolve;
    });
    void shutdown.open(opening, part('closed')).then(step('went on'));

    const closing = shutdown.close();
    finish();
    await closing;

    expect(done).toEqual(['closed']);
    expect(shutdown.signal.aborted).toBe(true);
  });

  it('has nothing to close of what could not be opened, and passes the failure on', async () => {
    const { shutdown, done, part } = build();

    await expect(shutdown.open(Promise.reject(new Error('no')), part('closed'))).rejects.toThrow('no');
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
});

describe('a shutdown that is not over in time', () => {
  it('says what it waited for, and waits for nothing more', async () => {
    const { shutdown, done, part } = build({ stopMs: 1 });
    const errors = errorsLogged();
    shutdown.add(part('database'));
    shutdown.add(stuck('the application'));
    shutdown.add(part('requests'));

    await expect(shutdown.close()).rejects.toThrow(StopCutShort);

    expect(done).toEqual(['requests']);
    expect(errors).toEqual([['process.stop_timed_out', 'the application']]);
  });

  it('still closes what must not be left behind, by force, in the reverse order', async () => {
    const { shutdown, done, step } = build({ stopMs: 1 });
    errorsLogged();
    await shutdown.open(Promise.resolve(), {
      name: 'database',
      close: step('closed'),
      closeNow: step('database'),
    });
    shutdown.add({ ...stuck('files'), closeNow: step('files') });

    await expect(shutdown.close()).rejects.toThrow('waited for files');

    expect(done).toEqual(['files', 'database']);
  });

  it('goes on with the rest where that fails too', async () => {
    const { shutdown, done, step } = build({ stopMs: 1 });
    const errors = errorsLogged();
    shutdown.add({ ...stuck('database'), closeNow: step('database') });
    shutdown.add({ ...stuck('files'), closeNow: () => Promise.reject(new Error('no')) });

    await expect(shutdown.close()).rejects.toThrow('waited for files');

    expect(done).toEqual(['database']);
    expect(errors.map(([event]) => event)).toEqual(['process.stop_timed_out', 'process.stop_failed']);
  });
});

describe('a process that is told to end', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('by %s ends with the code of its kind', async (signal) => {
    const { shutdown, done, part } = build();
    shutdown.add(part('closed'));
    shutdown.exitOnSignal(130);
    const exit = exitCode();

    process.emit(signal);
    process.emit(signal);

    expect(await exit).toBe(130);
    expect(done).toEqual(['closed']);
  });

  it('ends with code 1 where it can’t be closed in order', async () => {
    const { shutdown } = build();
    const errors = errorsLogged();
    shutdown.add(failing('stuck'));
    shutdown.exitOnSignal(0);
    const exit = exitCode();

    process.emit('SIGTERM');

    expect(await exit).toBe(1);
    expect(errors).toEqual([['process.stop_failed', undefined]]);
  });

  it('ends with code 1 when its time is over', async () => {
    const { shutdown } = build({ stopMs: 1 });
    const errors = errorsLogged();
    shutdown.add(stuck('the application'));
    shutdown.exitOnSignal(0);
    const exit = exitCode();

    process.emit('SIGTERM');

    expect(await exit).toBe(1);
    expect(errors).toEqual([['process.stop_timed_out', 'the application']]);
  });

  it('a second time ends at once, with what must not be left behind', async () => {
    const { shutdown, done, step } = build({ echoMs: -1 });
    const errors = errorsLogged();
    shutdown.add({ ...stuck('database'), closeNow: step('database') });
    shutdown.add(stuck('requests'));
    shutdown.exitOnSignal(0);
    const exit = exitCode();

    process.emit('SIGINT');
    process.emit('SIGTERM');

    expect(await exit).toBe(1);
    expect(done).toEqual(['database']);
    expect(errors).toEqual([['process.stop_forced', 'requests']]);
  });

  it('takes a signal that is passed on to it at the same moment for the same one', async () => {
    const { shutdown, done, part } = build();
    const errors = errorsLogged();
    let finish = (): void => undefined;
    shutdown.add({ name: 'requests', close: () => new Promise<void>((resolve) => (finish = resolve)) });
    shutdown.add(part('port'));
    shutdown.exitOnSignal(0);
    const exit = exitCode();

    process.emit('SIGINT');
    process.emit('SIGINT');
    await new Promise(setImmediate);
    finish();

    expect(await exit).toBe(0);
    expect(done).toEqual(['port']);
    expect(errors).toEqual([]);
  });

  it('when everything is closed already just ends', async () => {
    const { shutdown, part } = build({ echoMs: -1 });
    const errors = errorsLogged();
    shutdown.add(part('closed'));
    shutdown.exitOnSignal(130);
    const exit = exitCode();
    await shutdown.close();

    process.emit('SIGTERM');

    expect(await exit).toBe(130);
    expect(errors).toEqual([]);
  });

  it('ends though nobody takes what it logs', async () => {
    const { shutdown } = build();
    jest.spyOn(logger, 'flush').mockImplementation(() => undefined);
    shutdown.exitOnSignal(0);
    const exit = exitCode();

    process.emit('SIGTERM');

    expect(await exit).toBe(0);
  });
});
