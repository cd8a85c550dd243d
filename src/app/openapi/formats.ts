import { objectsIn, type Json } from './walk.js';

const FORMATS: readonly (readonly [format: string, shape: RegExp])[] = [
  ['uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
  ['date', /^\d{4}-\d\d-\d\d$/],
  ['date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/],
];

/** Gives a text the format that its example shows, so that no class has to say it of each id, day and moment. */
export function addFormats(root: unknown): void {
  for (const schema of objectsIn(root)) {
    if (!isText(schema) || typeof schema.example !== 'string') continue;
    const { example } = schema;
    const [format] = FORMATS.find(([, shape]) => shape.test(example)) ?? [];
    if (format !== undefined) schema.format ??= format;
  }
}

function isText({ type }: Json): boolean {
  return type === 'string' || (Array.isArray(type) && type.includes('string'));
}
