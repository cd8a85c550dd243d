import { isJson, objectsIn, type Json } from './walk.js';

/** Rewrites what OpenAPI 3.0 said in words of its own (`nullable`) as JSON Schema, which OpenAPI 3.1 uses. */
export function toJsonSchema(document: Json): void {
  for (const schema of objectsIn(document)) {
    if (schema.nullable !== undefined) allowNull(schema);
    referDirectly(schema);
    // A class with an index signature and nothing else.
    if (isJson(schema.properties) && Object.keys(schema.properties).length === 0)
      schema.additionalProperties = true;
  }
}

/** What was said beside a reference had to be said around it; and around a union, generators lose what tells it apart. */
function referDirectly(schema: Json): void {
  if (!Array.isArray(schema.allOf) || schema.allOf.length !== 1) return;
  const [only] = schema.allOf as unknown[];
  if (!isJson(only) || only.$ref === undefined) return;
  delete schema.allOf;
  schema.$ref = only.$ref;
}

function allowNull(schema: Json): void {
  const isNullable = schema.nullable === true;
  delete schema.nullable;
  if (!isNullable) return;
  if (typeof schema.type === 'string') schema.type = [schema.type, 'null'];
  if (Array.isArray(schema.enum)) schema.enum = [...(schema.enum as unknown[]), null];
  if (Array.isArray(schema.allOf)) {
    schema.anyOf = [...(schema.allOf as unknown[]), { type: 'null' }];
    delete schema.allOf;
  }
}
