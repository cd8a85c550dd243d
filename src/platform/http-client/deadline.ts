import { OutboundError, type OutboundErrorCode } from './http-client.errors.js';

/**
 * The end of a call: its time is over or its caller gives up, whichever comes first. undici notices an abort only once
 * it has a connection, so the race is what ends a hanging look-up, connect or wait for a place in time.
 */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly endsAt: number;
  private readonly timer: NodeJS.Timeout;
  private readonly ended: Promise<never>;
  private readonly giveUp = (): void => {
    this.end('upstream_cancelled');
  };
  private reject: (error: OutboundError) => void = () => undefined;

  constructor(
    milliseconds: number,
    private readonly caller?: AbortSignal,
  ) {
    this.endsAt = performance.now() + milliseconds;
    this.ended = new Promise<never>((_resolve, reject) => {
      this.reject = reject;
    });
    // Whoever races hears of it; a call that waits for nothing at this moment need not.
    this.ended.catch(() => undefined);
    this.timer = setTimeout(() => {
      this.end('upstream_timeout');
    }, milliseconds);
    caller?.addEventListener('abort', this.giveUp);
    if (caller?.aborted) this.giveUp();
  }

  /** Aborted at the end, with the OutboundError that says why. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Milliseconds until the time is over. */
  get remainingMs(): number {
    return this.endsAt - performance.now();
  }

  /** The work's outcome, or the end if that comes first. */
  race<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.ended]);
  }

  /** Takes the deadline away: the call is over. */
  stop(): void {
    clearTimeout(this.timer);
    this.caller?.removeEventListener('abort', this.giveUp);
  }

  private end(code: OutboundErrorCode): void {
    this.stop();
    const error = new OutboundError(code, this.caller?.reason);
    this.controller.abort(error);
    this.reject(error);
  }
}
