import { isJson, referred, type Json, type Operation } from './walk.js';

const DATED = /^\d{4}-\d\d-\d\d/;
const MAX_DEPTH = 40;

/** Gives every JSON body an example, put together from those of its properties. */
export function addExamples(operations: readonly Operation[], schemas: Json): void {
  for (const { facts } of operations) {
    const responses = isJson(facts.responses) ? Object.values(facts.responses) : [];
    for (const body of [facts.requestBody, ...responses]) addToBody(body, schemas);
  }
}

function addToBody(body: unknown, schemas: Json): void {
  if (!isJson(body) || !isJson(body.content)) return;
  for (const media of Object.values(body.content)) {
    if (!isJson(media) || !isJson(media.schema) || media.examples !== undefined) continue;
    media.example ??= exampleOf(media.schema, schemas, 0);
  }
}

function exampleOf(schema: Json, schemas: Json, depth: number): unknown {
  if (depth > MAX_DEPTH) return null;
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  const target = referred(schema.$ref, schemas);
  if (target) return exampleOf(target, schemas, depth + 1);
  // An example that is null is not handed on by the compiler plugin.
  if (Array.isArray(schema.type) && schema.type.includes('null')) return null;
  if (Array.isArray(schema.enum)) return (schema.enum as unknown[])[0];
  if (Array.isArray(schema.allOf)) return ofAll(schema.allOf, schemas, depth);
  const [first] = [schema.oneOf, schema.anyOf].filter(Array.isArray).flat() as unknown[];
  if (isJson(first)) return exampleOf(first, schemas, depth + 1);
  return ofType(schema, schemas, depth);
}

function ofAll(parts: unknown[], schemas: Json, depth: number): unknown {
  return Object.assign({}, ...parts.filter(isJson).map((part) => exampleOf(part, schemas, depth + 1)));
}

function ofType(schema: Json, schemas: Json, depth: number): unknown {
  const type = (Array.isArray(schema.type) ? (schema.type as unknown[])[0] : schema.type) ?? 'object';
  if (type === 'array') return isJson(schema.items) ? [exampleOf(schema.items, schemas, depth + 1)] : [];
  if (type === 'object') return ofProperties(schema, schemas, depth);
  return typeof type === 'string' ? SAMPLES[type] : null;
}

/** What must be there, and of the rest what has an example of its own that will not have passed when it is sent. */
function ofProperties(schema: Json, schemas: Json, depth: number): Json {
  const required = Array.isArray(schema.required) ? (schema.required as unknown[]) : [];
  const properties = Object.entries(isJson(schema.properties) ? schema.properties : {});
  const shown = properties.filter(
    ([name, value]) =>
      required.includes(name) || (isJson(value) && value.example !== undefined && !isDated(value.example)),
  );
  return Object.fromEntries(
    shown.map(([name, value]) => [name, exampleOf(value as Json, schemas, depth + 1)]),
  );
}

function isDated(example: unknown): boolean {
  const [first] = [example].flat();
  return typeof first === 'string' && DATED.test(first);
}

const SAMPLES: Record<string, unknown> = { string: 'text', integer: 1, number: 1, boolean: true, null: null };
