import { Module } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Logger } from '../logging/logger.js';
import { currentRequestId } from '../logging/request-context.js';
import { HttpClient } from './http-client.js';

/** Gives a feature the one way to call the outside. */
@Module({
  providers: [
    {
      provide: HttpClient,
      inject: [Config, Logger],
      useFactory: ({ outbound }: Config, logger: Logger) =>
        new HttpClient({
          allow: outbound.allow,
          timeoutMs: outbound.timeoutMs,
          limits: { longestRestMs: outbound.longestRestMs },
          requestId: currentRequestId,
          observe: (call) => {
            logger.debug(call, 'outbound.call');
          },
        }),
    },
  ],
  exports: [HttpClient],
})
export class HttpClientModule {}
