import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PasswordsBusy } from '../auth.errors.js';
import { PasswordSlots } from './password-slots.js';

describe('the slots for hashing passwords', () => {
  let slots: PasswordSlots;

  beforeEach(() => {
    jest.useFakeTimers();
    slots = new PasswordSlots();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  /** Work that goes on until it is told to end. */
  function work(): { run: () => Promise<string>; end: () => void; readonly isRunning: boolean } {
    let isRunning = false;
    let end: () => void = () => undefined;
    const run = (): Promise<string> => {
      isRunning = true;
      return new Promise((resolve) => {
        end = () => {
          resolve('done');
        };
      });
    };
    return {
      run,
      end: () => {
        end();
      },
      get isRunning() {
        return isRunning;
      },
    };
  }

  it('run one registration at a time, and sign-ins beside it', async () => {
    const [first, second, signIn] = [work(), work(), work()];
    const registrations = [slots.registration(first.run), slots.registration(second.run)];
    const signedIn = slots.signIn(signIn.run);

    expect([first.isRunning, second.isRunning, signIn.isRunning]).toEqual([true, false, true]);
    signIn.end();
    expect(await signedIn).toBe('done');
    first.end();
    expect(await registrations[0]).toBe('done');
    await jest.advanceTimersByTimeAsync(0);
    expect(second.isRunning).toBe(true);
    second.end();
    expect(await registrations[1]).toBe('done');
  });

  it('refuse what waited for ten seconds, never run it, and go on with the next', async () => {
    const [first, late, next] = [work(), work(), work()];
    const running = slots.registration(first.run);
    const refused = expect(slots.registration(late.run)).rejects.toThrow(PasswordsBusy);
    await jest.advanceTimersByTimeAsync(5_000);
    const waiting = slots.registration(next.run);

    await jest.advanceTimersByTimeAsync(5_000);
    await refused;
    first.end();
    expect(await running).toBe('done');
    await jest.advanceTimersByTimeAsync(0);

    expect([late.isRunning, next.isRunning]).toEqual([false, true]);
    next.end();
    expect(await waiting).toBe('done');
  });

  it('pass on what the work fails with', async () => {
    await expect(slots.signIn(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
