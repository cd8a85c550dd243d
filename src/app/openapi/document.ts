import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { routeOf, type Route } from '../../common/http/endpoint.js';
import type { WidgetType } from '../../modules/widgets/widget-type.contract.js';
import { WidgetTypeRegistry } from '../../modules/widgets/widget-type.registry.js';
import { addConditions } from './conditions.js';
import { addExamples } from './examples.js';
import { addFailures } from './failures.js';
import { addFormats } from './formats.js';
import { removeGuesses } from './guesses.js';
import { toJsonSchema } from './json-schema.js';
import { describeIds } from './parameters.js';
import { addRateLimits } from './rate-limits.js';
import { describeRequests } from './requests.js';
import { SHARED_SCHEMAS } from './shared-schemas.js';
import { tagsOf } from './tags.js';
import { child, isJson, operationsOf, schemasBelow, type Json, type Operation } from './walk.js';
import { describeWidgetTypes } from './widget-types.js';

const ABOUT = `A person adds widgets; each day Brainboard chooses which of them matter today, says why, and serves them.

Every success is \`{status: "success", message, data, meta}\`, every failure \`{status: "error", message, error: {code, details}, meta}\`.
With \`Accept: application/problem+json\` a failure is a problem of RFC 9457 instead:
\`{type, title, status, instance, code, errors, requestId, timestamp}\`.
Moments are RFC 3339 in UTC, days are dates in the user's time zone.`;

/** The OpenAPI 3.1 document of the running program. */
export function buildOpenApi(app: INestApplication): OpenAPIObject {
  const types = app.get(WidgetTypeRegistry, { strict: false }).all();
  const builder = new DocumentBuilder()
    .setTitle('Brainboard')
    .setDescription(ABOUT)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' });
  for (const { name, description } of tagsOf(types)) builder.addTag(name, description);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    extraModels: types.flatMap(({ settings, dataResponse }) => [settings, dataResponse]),
  });
  // OpenAPI 3.1 knows identifiers; Swagger's types do not.
  Object.assign(document.info, { license: { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' } });
  if (isJson(document)) complete(document, operationsOf(document), types);
  return document;
}

/** What Swagger leaves out, or says in the words of OpenAPI 3.0. */
function complete(document: Json, operations: readonly Operation[], types: readonly WidgetType[]): void {
  const components = child(document, 'components');
  const schemas = Object.assign(child(components, 'schemas'), SHARED_SCHEMAS);
  const ofApi = operations.filter(({ path }) => path.startsWith('/api/'));
  const bodyOf = ({ facts }: Operation): Json | undefined => [...schemasBelow(facts.requestBody, schemas)][0];
  const requests = schemasBelow(
    operations.map(({ facts }) => facts.requestBody),
    schemas,
  );
  removeGuesses(operations, routeOfOperation);
  for (const { facts } of operations) facts.security ??= [];
  toJsonSchema(document);
  addFormats(document);
  describeIds(operations);
  describeRequests(operations, requests, bodyOf);
  describeWidgetTypes(schemas, requests, types);
  addConditions(operations);
  addFailures(ofApi, routeOfOperation);
  addRateLimits(components, ofApi);
  addExamples(operations, schemas);
  const used = schemasBelow([document.paths, components.responses], schemas);
  components.schemas = Object.fromEntries(
    Object.entries(schemas).filter(([, schema]) => isJson(schema) && used.has(schema)),
  );
}

function routeOfOperation({ facts }: Operation): Route | undefined {
  return routeOf(facts.operationId);
}
