import { objectsIn, type Json } from './walk.js';

const FORMATS: readonly (readonly [format: string, shape: RegExp])[] = [
  ['uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
  ['date', /^\d{4}-\d\d-\d\d$/],
  ['date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/],
];

/**
 * Gives a text the format that its example shows, and takes a number whose example is whole for one that always is, so
 * that no class has to say it of each id, day, moment and count.
 */
export function addFormats(root: unknown): void {
  for (const schema of objectsIn(root)) {
    const { example } = schema;
    if (typeof example === 'string' && isOf('string', schema)) addFormat(schema, example);
    if (Number.isInteger(example) && isOf('number', schema)) makeInteger(schema);
  }
}

function addFormat(schema: Json, example: string): void {
  const [format] = FORMATS.find(([, shape]) => shape.test(example)) ?? [];
  if (format !== undefined) schema.format ??= format;
}

function makeInteger(schema: Json): void {
  schema.type = Array.isArray(schema.type)
    ? schema.type.map((type: unknown) => (type === 'number' ? 'integer' : type))
    : 'integer';
}

function isOf(name: string, { type }: Json): boolean {
  return type === name || (Array.isArray(type) && type.includes(name));
}
