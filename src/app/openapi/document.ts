import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { addConditions } from './conditions.js';
import { addExamples } from './examples.js';
import { addFailures } from './failures.js';
import { addFormats } from './formats.js';
import { removeGuesses } from './guesses.js';
import { toJsonSchema } from './json-schema.js';
import { describeRequests } from './requests.js';
import { SHARED_SCHEMAS } from './shared-schemas.js';
import type { WidgetType } from '../../modules/widgets/widget-type.contract.js';
import { WidgetTypeRegistry } from '../../modules/widgets/widget-type.registry.js';
import { child, isJson, operationsOf, schemasBelow, type Json, type Operation } from './walk.js';
import { describeWidgetTypes } from './widget-types.js';

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
  const types = app.get(WidgetTypeRegistry, { strict: false }).all();
  const document = SwaggerModule.createDocument(app, facts, {
    extraModels: types.flatMap(({ settings, dataResponse }) => [settings, dataResponse]),
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  if (isJson(document)) complete(document, operationsOf(document), types);
  return document;
}

/** What Swagger leaves out, or says in the words of OpenAPI 3.0. */
function complete(document: Json, operations: readonly Operation[], types: readonly WidgetType[]): void {
  const components = child(document, 'components');
  const schemas = Object.assign(child(components, 'schemas'), SHARED_SCHEMAS);
  removeGuesses(operations);
  toJsonSchema(document);
  const requests = schemasBelow(
    operations.map(({ facts }) => facts.requestBody),
    schemas,
  );
  describeRequests(operations, schemas);
  describeWidgetTypes(schemas, requests, types);
  addConditions(operations);
  addFailures(
    operations.filter(({ path }) => path.startsWith('/api/')),
    child(components, 'responses'),
  );
  addFormats(document);
  addExamples(operations, schemas);
  const used = schemasBelow([document.paths, components.responses], schemas);
  components.schemas = Object.fromEntries(
    Object.entries(schemas).filter(([, schema]) => isJson(schema) && used.has(schema)),
  );
}
