import type { DestinationStream } from 'pino';

/** What the log needs of standard output. */
export type Output = Pick<NodeJS.WriteStream, 'write' | 'writableLength'>;

const BATCH_CHARACTERS = 4_096;
const MOST_WAITING_BYTES = 8_000_000;

/**
 * Takes lines to standard output in batches and never waits for whoever reads them: while he hangs, lines are kept up to
 * a limit and then dropped. pino's own destination waits at the end of a process for as long as the pipe is full, and for
 * ever where nobody holds its other end (sonic-boom 4.2.1, `flushSync`).
 */
export class LogOutput implements DestinationStream {
  private batch = '';

  constructor(private readonly output: Output) {}

  write(line: string): void {
    this.batch += line;
    if (this.batch.length >= BATCH_CHARACTERS) this.flush();
  }

  /** Passes on what is buffered; calls back when it is written, or can't be. */
  flush(done?: () => void): void {
    const { batch, output } = this;
    this.batch = '';
    if (output.writableLength > MOST_WAITING_BYTES) done?.();
    else if (batch !== '' || done) output.write(batch, done);
  }
}
