import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { addExamples } from './examples.js';
import { addFailures } from './failures.js';
import { SHARED_SCHEMAS } from './shared-schemas.js';
import { toJsonSchema } from './json-schema.js';

const ABOUT = `A person adds widgets; each day Brainboard chooses which of them matter today, says why, and serves them.

Every answer is \`{status, message, data, meta}\`, every failure \`{status: "error", message, error: {code, details}, meta}\`
(or RFC 9457 with \`Accept: application/problem+json\`). Moments are RFC 3339 in UTC, days are local dates.`;

/** The OpenAPI 3.1 document of the running program. */
export function buildOpenApi(app: INestApplication): OpenAPIObject {
  const facts = new DocumentBuilder()
    .setTitle('Brainboard')
    .setDescription(ABOUT)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  const document = SwaggerModule.createDocument(app, facts, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  document.components ??= {};
  document.components.schemas = { ...document.components.schemas, ...SHARED_SCHEMAS };
  addFailures(document);
  toJsonSchema(document);
  addExamples(document);
  return document;
}
