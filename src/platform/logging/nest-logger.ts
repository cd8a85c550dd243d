import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger.js';

/** Lets Nest's own messages go through our logger; its start-up chatter is debug. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context, detail: message }, 'nest.log');
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ context, detail: message }, 'nest.warn');
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.logger.error({ detail: message, rest }, 'nest.error');
  }
}
