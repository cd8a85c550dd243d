import { AsyncResource } from 'node:async_hooks';

/** Takes tickets, at most so many; fewer than asked for means that there are no more now. */
export type FetchTickets = (limit: number) => Promise<string[]>;

const POLL_MS = 5_000;

/** Keeps a number of places filled with tickets: asks when it is woken, when a place is free again, and now and then. */
export class FetchLoop {
  private free: number;
  private fetching: Promise<void> | undefined;
  private isWoken = false;
  private isStopped = false;
  private readonly poll: NodeJS.Timeout;

  /**
   * There may be tickets: fetches them, or remembers to when a fetch is under way. Bound to no request, because jobs run
   * where this was called.
   */
  readonly wake = AsyncResource.bind(() => {
    this.isWoken = true;
    this.fetching ??= this.fill().finally(() => {
      this.fetching = undefined;
      if (this.canFetch) this.wake();
    });
  });

  constructor(
    concurrency: number,
    private readonly fetch: FetchTickets,
    private readonly handle: (id: string) => Promise<void>,
    private readonly onError: (error: unknown) => void,
  ) {
    this.free = concurrency;
    this.poll = setInterval(() => {
      this.wake();
    }, POLL_MS);
    this.wake();
  }

  /** Fetches no more; resolves when the fetch under way is over. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.poll);
    await this.fetching;
  }

  private get canFetch(): boolean {
    return this.isWoken && this.free > 0 && !this.isStopped;
  }

  private async fill(): Promise<void> {
    while (this.canFetch) {
      this.isWoken = false;
      const wanted = this.free;
      const ids = await this.fetch(wanted).catch((error: unknown) => {
        this.onError(error);
        return [];
      });
      if (ids.length === wanted) this.isWoken = true;
      for (const id of ids) void this.occupy(id);
    }
  }

  private async occupy(id: string): Promise<void> {
    this.free -= 1;
    await this.handle(id);
    this.free += 1;
    if (this.canFetch) this.wake();
  }
}
