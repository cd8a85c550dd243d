import type { Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import type { TextRules } from '../../common/validation/text.js';

type Schema = Record<string, unknown>;

interface Rule {
  readonly name?: string | undefined;
  readonly constraints?: readonly unknown[] | undefined;
}

// What each validator means as a JSON Schema keyword (JSON Schema 2020-12).
const KEYWORDS: Record<string, (first: unknown) => Schema> = {
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isBoolean: () => ({ type: 'boolean' }),
  isString: () => ({ type: 'string' }),
  isText: (rules) => ({ type: 'string', minLength: 1, maxLength: (rules as TextRules).max }),
  isArray: () => ({ type: 'array' }),
  isIn: (values) => ({ enum: values }),
  min: (minimum) => ({ minimum }),
  max: (maximum) => ({ maximum }),
  maxLength: (maxLength) => ({ maxLength }),
  minLength: (minLength) => ({ minLength }),
  arrayMaxSize: (maxItems) => ({ maxItems }),
};

/** The JSON Schema of a settings class, read from its validators and initial values; clients build forms from it. */
export function settingsSchema(settings: Type<object>): Schema {
  const defaults = new settings();
  const properties: Record<string, Schema> = {};
  for (const { propertyName, ...rule } of getMetadataStorage().getTargetValidationMetadatas(
    settings,
    '',
    true,
    false,
  )) {
    properties[propertyName] = { ...properties[propertyName], ...keywordsOf(rule) };
  }
  for (const [name, value] of Object.entries(defaults)) {
    if (value !== undefined && properties[name]) properties[name].default = value as unknown;
  }
  return { type: 'object', additionalProperties: false, properties };
}

function keywordsOf({ name, constraints }: Rule): Schema {
  return KEYWORDS[name ?? '']?.(constraints?.[0]) ?? {};
}
