import { VersioningType } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { EnvelopeInterceptor, RequestFacts } from '../common/http/envelope.interceptor.js';
import { AppExceptionFilter } from '../common/http/exception.filter.js';
import { RequestValidationPipe } from '../common/http/validation.pipe.js';
import { Clock } from '../common/time/clock.js';
import { Config } from '../config/config.js';
import { Logger } from '../platform/logging/logger.js';
import { compressAnswers, jsonBody } from './body.middleware.js';
import { requestMiddleware } from './request.middleware.js';

// What stands outside the versioned API.
const UNPREFIXED = ['/', 'health', 'health/live', 'health/ready', 'health/startup'];

/** Everything between the socket and the controllers, in order; the server and the tests share it. */
export function setUpHttp(app: NestExpressApplication): void {
  const config = app.get(Config);
  const logger = app.get(Logger);
  const filter = new AppExceptionFilter(app.get(Clock), app.get(RequestFacts), (error) => {
    logger.error({ err: error }, 'http.failed');
  });

  app.set('trust proxy', config.http.trustProxy);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.disable('etag');

  app.use(requestMiddleware(logger));
  if (config.http.corsOrigins.length > 0) {
    app.enableCors({
      origin: config.http.corsOrigins,
      credentials: true,
      exposedHeaders: ['ETag', 'Link', 'Location', 'Retry-After', 'X-Request-Id'],
      maxAge: 600,
    });
  }
  app.use(compressAnswers());
  app.use(jsonBody());
  // Errors of the middlewares above never reach Nest's filters.
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (error === undefined) next();
    else filter.answer(error, request, response);
  });

  app.setGlobalPrefix('api', { exclude: UNPREFIXED });
  app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
  app.useGlobalPipes(new RequestValidationPipe());
  app.useGlobalInterceptors(
    new EnvelopeInterceptor(app.get(Reflector), app.get(Clock), app.get(RequestFacts)),
  );
  app.useGlobalFilters(filter);
}
