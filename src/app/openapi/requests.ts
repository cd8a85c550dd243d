import { child, children, isJson, schemasBelow, type Json, type Operation } from './walk.js';

/**
 * Says of requests what the validation does: unknown fields are refused, what has a default may be left out, and so may
 * a body of which nothing is required.
 */
export function describeRequests(operations: readonly Operation[], schemas: Json): void {
  for (const schema of schemasBelow(
    operations.map(({ facts }) => facts.requestBody),
    schemas,
  ))
    describeBody(schema);
  for (const { facts } of operations) {
    for (const parameter of children(facts, 'parameters')) {
      if (hasDefault(parameter.schema)) parameter.required = false;
    }
    if (!isJson(facts.requestBody)) continue;
    const [body] = schemasBelow(facts.requestBody, schemas);
    facts.requestBody.required = body?.required !== undefined;
  }
}

function describeBody(schema: Json): void {
  schema.additionalProperties = false;
  const properties = child(schema, 'properties');
  const names: unknown[] = Array.isArray(schema.required) ? schema.required : [];
  const required = names.filter((name) => typeof name === 'string' && !hasDefault(properties[name]));
  if (required.length > 0) schema.required = required;
  else delete schema.required;
}

function hasDefault(schema: unknown): boolean {
  return isJson(schema) && schema.default !== undefined;
}
