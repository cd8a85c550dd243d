import { Logger } from '../../../src/platform/logging/logger.js';
import { currentRequestId } from '../../../src/platform/logging/request-context.js';

interface Line {
  readonly level: string;
  readonly event: string;
  readonly fields: Record<string, unknown>;
  readonly requestId: string | undefined;
}

/** Keeps what is logged, so that a test can ask for it. */
export class RecordingLogger extends Logger {
  override level = 'debug';
  readonly lines: Line[] = [];

  override debug(fields: object, event: string): void {
    this.add('debug', fields, event);
  }

  override info(fields: object, event: string): void {
    this.add('info', fields, event);
  }

  override warn(fields: object, event: string): void {
    this.add('warn', fields, event);
  }

  override error(fields: object, event: string): void {
    this.add('error', fields, event);
  }

  override flush(): void {
    // Nothing is buffered.
  }

  /** The lines of one event. */
  of(event: string): Line[] {
    return this.lines.filter((line) => line.event === event);
  }

  private add(level: string, fields: object, event: string): void {
    this.lines.push({ level, event, fields: { ...fields }, requestId: currentRequestId() });
  }
}
