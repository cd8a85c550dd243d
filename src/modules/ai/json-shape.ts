/** An object of JSON, whose fields may be anything. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Whether a value is an object of JSON: no array, no null. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field's text; empty if it is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The objects of a list; null if the value is no list. */
export function recordsOf(value: unknown): JsonRecord[] | null {
  return Array.isArray(value) ? value.filter(isRecord) : null;
}
