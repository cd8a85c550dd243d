import type { OpenAPIObject } from '@nestjs/swagger';
import { isJson, type Json } from './walk.js';

/** Rewrites what OpenAPI 3.0 said in words of its own (`nullable`) as JSON Schema, which OpenAPI 3.1 uses. */
export function toJsonSchema(document: OpenAPIObject): void {
  rewrite(document);
}

function rewrite(value: unknown): void {
  if (Array.isArray(value)) {
    value.forEach(rewrite);
    return;
  }
  if (!isJson(value)) return;
  Object.values(value).forEach(rewrite);
  if (value.nullable !== undefined) allowNull(value);
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
