import { child, children, isJson, type Json, type Operation } from './walk.js';

/**
 * Says of requests what the validation does: unknown fields are refused, and what has a default may be left out, as may a
 * body of which nothing is required.
 */
export function describeRequests(
  operations: readonly Operation[],
  requests: ReadonlySet<Json>,
  bodyOf: (operation: Operation) => Json | undefined,
): void {
  for (const schema of requests) describeBody(schema);
  for (const operation of operations) {
    for (const parameter of children(operation.facts, 'parameters')) describeParameter(parameter);
    const { requestBody } = operation.facts;
    if (isJson(requestBody)) requestBody.required = bodyOf(operation)?.required !== undefined;
  }
}

function describeBody(schema: Json): void {
  schema.additionalProperties = false;
  const properties = child(schema, 'properties');
  const names: unknown[] = Array.isArray(schema.required) ? schema.required : [];
  const required = names.filter((name) => typeof name === 'string' && !hasDefault(properties[name]));
  if (required.length > 0) schema.required = required;
  else delete schema.required;
  for (const property of Object.values(properties)) if (isJson(property)) describeDefault(property, property);
}

/** Swagger UI sends each `example` and `default` of a parameter unless it is taken out by hand. */
function describeParameter(parameter: Json): void {
  const { schema } = parameter;
  if (!isJson(schema)) return;
  if (hasDefault(schema)) parameter.required = false;
  describeDefault(schema, parameter);
  if (parameter.required === true || schema.example === undefined) return;
  schema.examples = [schema.example];
  delete schema.example;
}

/** Generators of clients take a field with a `default` for one that is always there, so its description names it. */
export function describeDefault(schema: Json, described: Json): void {
  if (!hasDefault(schema)) return;
  const value = JSON.stringify(schema.default);
  const description = typeof described.description === 'string' ? `${described.description} ` : '';
  described.description = `${description}Defaults to \`${value}\`.`;
  delete schema.default;
}

function hasDefault(schema: unknown): boolean {
  return isJson(schema) && schema.default !== undefined;
}
