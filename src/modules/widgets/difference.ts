import { isDeepStrictEqual } from 'node:util';

/** The fields in which two views of one thing differ, as events tell them. */
export interface Difference<View> {
  readonly before: Partial<View>;
  readonly after: Partial<View>;
}

// What every write moves, or none does.
const FIXED: ReadonlySet<string> = new Set(['id', 'version', 'createdAt', 'updatedAt']);

/** What a change did to a thing: the fields that differ, before and after; null where none does. */
export function differenceOf<View extends object>(before: View, after: View): Difference<View> | null {
  const fields = Object.keys(before).filter((field): field is keyof View & string => !FIXED.has(field));
  const changed = fields.filter((field) => !isDeepStrictEqual(before[field], after[field]));
  return changed.length === 0 ? null : { before: pick(before, changed), after: pick(after, changed) };
}

function pick<View extends object>(view: View, fields: readonly (keyof View)[]): Partial<View> {
  const picked: Partial<View> = {};
  for (const field of fields) picked[field] = view[field];
  return picked;
}
