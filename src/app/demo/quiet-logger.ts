import { Logger } from '../../platform/logging/logger.js';

/** Passes on only what went wrong: nobody wants to read the thousand requests of a demonstration. */
export class QuietLogger extends Logger {
  override level = 'warn';

  constructor(private readonly logger: Logger) {
    super();
  }

  override debug(): void {
    // Left out.
  }

  override info(): void {
    // Left out.
  }

  override warn(fields: object, event: string): void {
    this.logger.warn(fields, event);
  }

  override error(fields: object, event: string): void {
    this.logger.error(fields, event);
  }

  override flush(done?: () => void): void {
    this.logger.flush(done);
  }
}
