import type { OpenAPIObject } from '@nestjs/swagger';

/** Any JSON object of the document. */
export type Json = Record<string, unknown>;

/** One operation with its place. */
export interface Operation {
  readonly path: string;
  readonly method: string;
  readonly facts: Json;
}

const METHODS = ['get', 'put', 'post', 'patch', 'delete'];
const SCHEMA_REFERENCE = '#/components/schemas/';

/** Whether a value is a JSON object. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object below a key; made where it is missing. */
export function child(parent: Json, key: string): Json {
  const present = parent[key];
  if (isJson(present)) return present;
  const made: Json = {};
  parent[key] = made;
  return made;
}

/** The objects of a list below a key. */
export function children(parent: Json, key: string): Json[] {
  const present = parent[key];
  return Array.isArray(present) ? present.filter(isJson) : [];
}

/** All operations of a document. */
export function operationsOf(document: OpenAPIObject): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Json).flatMap(([method, facts]) =>
      METHODS.includes(method) && isJson(facts) ? [{ path, method, facts }] : [],
    ),
  );
}

/** Every object in a value, itself included. */
export function* objectsIn(value: unknown): Generator<Json> {
  if (typeof value !== 'object' || value === null) return;
  if (isJson(value)) yield value;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

/** The schema that a reference names, or undefined. */
export function referred(reference: unknown, schemas: Json): Json | undefined {
  if (typeof reference !== 'string') return undefined;
  const schema = schemas[reference.slice(SCHEMA_REFERENCE.length)];
  return isJson(schema) ? schema : undefined;
}

/** Every schema that a value refers to, also through others. */
export function schemasBelow(value: unknown, schemas: Json): Set<Json> {
  const found = new Set<Json>();
  const follow = (from: unknown): void => {
    for (const { $ref } of objectsIn(from)) {
      const schema = referred($ref, schemas);
      if (!schema || found.has(schema)) continue;
      found.add(schema);
      follow(schema);
    }
  };
  follow(value);
  return found;
}
