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

/** Gives every feature the configuration, the clock, the logger and the request's facts. */
@Global()
@Module({})
export class CoreModule {
  static with({ config, clock = new SystemClock(), logger }: Core): DynamicModule {
    return {
      module: CoreModule,
      providers: [
        { provide: Config, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: Logger, useValue: logger ?? createLogger({ level: config.logLevel, pretty: false }) },
        { provide: RequestFacts, useClass: ContextFacts },
      ],
      exports: [Config, Clock, Logger, RequestFacts],
    };
  }
}
