import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** How long a process did not answer, as someone sees it who asks all the time on a connection of their own. */
export class Pings {
  private readonly thread: Worker;

  constructor(url: string) {
    this.thread = new Worker(new URL('./ping-thread.mjs', import.meta.url), {
      workerData: url,
      execArgv: [],
    });
  }

  /** The longest answer since the last time this was asked, in milliseconds. */
  async takeLongest(): Promise<number> {
    const answered = once(this.thread, 'message');
    this.thread.postMessage('longest');
    const [longest] = (await answered) as [number];
    return longest;
  }

  async stop(): Promise<void> {
    await this.thread.terminate();
  }
}
