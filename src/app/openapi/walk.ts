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

/** All operations of a document. */
export function operationsOf(document: OpenAPIObject): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Json).flatMap(([method, facts]) =>
      METHODS.includes(method) && isJson(facts) ? [{ path, method, facts }] : [],
    ),
  );
}
