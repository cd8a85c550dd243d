import type { OpenAPIObject } from '@nestjs/swagger';
import { isJson, operationsOf, type Json } from './walk.js';

const REFERENCE = '#/components/schemas/';
const MAX_DEPTH = 12;

/** Gives every JSON body an example, put together from those of its properties. */
export function addExamples(document: OpenAPIObject): void {
  const schemas = (document.components?.schemas ?? {}) as Json;
  for (const { facts } of operationsOf(document)) {
    const responses = isJson(facts.responses) ? Object.values(facts.responses) : [];
    for (const body of [facts.requestBody, ...responses]) addToBody(body, schemas);
  }
}

function addToBody(body: unknown, schemas: Json): void {
  if (!isJson(body) || !isJson(body.content)) return;
  for (const media of Object.values(body.content)) {
    if (isJson(media) && isJson(media.schema)) media.example ??= exampleOf(media.schema, schemas, 0);
  }
}

function exampleOf(schema: Json, schemas: Json, depth: number): unknown {
  if (depth > MAX_DEPTH) return null;
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  if (typeof schema.$ref === 'string') return referred(schema.$ref, schemas, depth);
  if (Array.isArray(schema.enum)) return (schema.enum as unknown[])[0];
  const [first] = [schema.oneOf, schema.anyOf, schema.allOf].filter(Array.isArray).flat() as unknown[];
  if (isJson(first)) return exampleOf(first, schemas, depth + 1);
  return ofType(schema, schemas, depth);
}

function referred(reference: string, schemas: Json, depth: number): unknown {
  const target = schemas[reference.slice(REFERENCE.length)];
  return isJson(target) ? exampleOf(target, schemas, depth + 1) : null;
}

function ofType(schema: Json, schemas: Json, depth: number): unknown {
  const type = (Array.isArray(schema.type) ? (schema.type as unknown[])[0] : schema.type) ?? 'object';
  if (type === 'array') return isJson(schema.items) ? [exampleOf(schema.items, schemas, depth + 1)] : [];
  if (type === 'object') return ofProperties(schema, schemas, depth);
  return typeof type === 'string' ? SAMPLES[type] : null;
}

/** What must be there, and of the rest what has an example of its own. */
function ofProperties(schema: Json, schemas: Json, depth: number): Json {
  const required = Array.isArray(schema.required) ? (schema.required as unknown[]) : [];
  const properties = Object.entries(isJson(schema.properties) ? schema.properties : {});
  const shown = properties.filter(
    ([name, value]) => required.includes(name) || (isJson(value) && value.example !== undefined),
  );
  return Object.fromEntries(
    shown.map(([name, value]) => [name, exampleOf(value as Json, schemas, depth + 1)]),
  );
}

const SAMPLES: Record<string, unknown> = { string: 'text', integer: 1, number: 1, boolean: true, null: null };
