import { Global, Module, type DynamicModule } from '@nestjs/common';
import { RequestFacts } from '../common/http/envelope.interceptor.js';
import { Clock, SystemClock } from '../common/time/clock.js';
import { Config } from '../config/config.js';
import { createLogger, Logger } from '../platform/logging/logger.js';
import { currentContext } from '../platform/logging/request-context.js';

/** What is made before Nest starts; the clock and the logger have defaults. */
export interface Core {
  readonly config: Config;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

class ContextFacts extends RequestFacts {
  override requestId(): string {
    return currentContext()?.requestId ?? '';
  }

  override eventIds(): readonly string[] {
    return currentContext()?.eventIds ?? [];
  }
}

/** The logger that a configuration asks for: lines for a person in development, JSON elsewhere. */
export function loggerFor({ logLevel, environment }: Pick<Config, 'logLevel' | 'environment'>): Logger {
  return createLogger({ level: logLevel, pretty: environment === 'development' });
}

/** Gives every feature the configuration, the clock, the logger and the request's facts. */
@Global()
@Module({})
export class CoreModule {
  static with({ config, clock = new SystemClock(), logger = loggerFor(config) }: Core): DynamicModule {
    return {
      module: CoreModule,
      providers: [
        { provide: Config, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: Logger, useValue: logger },
        { provide: RequestFacts, useClass: ContextFacts },
      ],
      exports: [Config, Clock, Logger, RequestFacts],
    };
  }
}
