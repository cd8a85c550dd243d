import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { buildOpenApi } from './document.js';

// Swagger UI brings its own scripts, and styles that it writes inline.
const UI_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/** Serves the reference: Swagger UI at `/docs`, the document at `/docs-json`; `/` leads there. */
export function setUpDocs(app: NestExpressApplication): void {
  let document: OpenAPIObject | undefined;
  app.use('/docs', (_: Request, response: Response, next: NextFunction) => {
    response.setHeader('Content-Security-Policy', UI_POLICY);
    next();
  });
  SwaggerModule.setup('docs', app, () => (document ??= buildOpenApi(app)), {
    jsonDocumentUrl: 'docs-json',
    customSiteTitle: 'Brainboard API',
    swaggerOptions: { persistAuthorization: true, docExpansion: 'none' },
  });
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (request.path === '/') response.redirect(302, '/docs');
    else next();
  });
}
