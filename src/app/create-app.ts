import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from '../platform/logging/logger.js';
import { NestLogger } from '../platform/logging/nest-logger.js';
import { AppModule } from './app.module.js';
import type { Core } from './core.module.js';
import { refuseTheRest, setUpHttp } from './http-setup.js';
import { setUpDocs } from './openapi/docs.js';

/** The program, set up but not yet listening; tests give a clock of their own. */
export async function createApp(core: Core): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(core), {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(new NestLogger(app.get(Logger)));
  const failures = setUpHttp(app);
  if (core.config.http.hasDocs) setUpDocs(app);
  refuseTheRest(app, failures);
  return app;
}
