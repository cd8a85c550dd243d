import { getMetadataStorage, type ValidationError } from 'class-validator';
import { InvalidError, MalformedError, type ErrorDetail } from '../errors/app-error.js';
import { messageOf, rankOf } from './messages.js';

/** class-validator's name for a field that the class does not have. */
export const UNKNOWN_FIELD = 'whitelistValidation';

const UNKNOWN = 'is not a known field';
const MOST_DETAILS = 100;

/** A check of a field, as its class declares it. */
interface Check {
  /** Whether it is made of each item of an array. */
  readonly each: boolean;
  accepts(value: unknown): boolean;
  messageFor(value: unknown): string;
}

/** One detail for each wrong field and each wrong item of an array, with its whole path: `entries[3].value`. */
export function detailsOf(error: ValidationError, prefix: string): ErrorDetail[] {
  const field = pathOf(error.property, prefix);
  const own = ownDetails(error, field);
  const nested = (error.children ?? []).flatMap((child) => detailsOf(child, field));
  // What is no object has no fields, whatever is said of those that it lacks.
  return [...own, ...nested.filter((detail) => !own.some((outer) => isWithin(detail.field, outer.field)))];
}

function isWithin(field: string, outer: string): boolean {
  return field.startsWith(outer) && /^($|[.[])/.test(field.slice(outer.length));
}

/** The error for wrong fields. */
export function validationFailed(details: readonly ErrorDetail[]): InvalidError {
  return new InvalidError('validation_failed', summaryOf(details), {
    details: details.slice(0, MOST_DETAILS),
  });
}

/** The error for parameters of a query that nobody reads, among other wrong ones. */
export function queryUnknown(details: readonly ErrorDetail[]): MalformedError {
  return new MalformedError('query_unknown', summaryOf(details), { details: details.slice(0, MOST_DETAILS) });
}

/** The detail of a field that nobody reads. */
export function unknownField(field: string): ErrorDetail {
  return { field, message: UNKNOWN };
}

/** The first wrong field, and how many more there are. */
function summaryOf([first, ...rest]: readonly ErrorDetail[]): string {
  if (!first) return 'the request is not valid';
  const more = rest.length > 0 ? ` (and ${rest.length} more)` : '';
  return `${first.field} ${first.message}${more}`;
}

function pathOf(property: string, prefix: string): string {
  if (/^\d+$/.test(property)) return `${prefix}[${property}]`;
  return prefix === '' ? property : `${prefix}.${property}`;
}

/** What is wrong with the field itself: of its failed checks the one that says most. */
function ownDetails(error: ValidationError, field: string): ErrorDetail[] {
  const { value } = error as { value: unknown };
  const [name] = Object.keys(error.constraints ?? {}).sort((one, other) => rankOf(one) - rankOf(other));
  if (name === undefined) return [];
  if (name === UNKNOWN_FIELD) return [unknownField(field)];

  const check = checkOf(error, name);
  if (!check.each || isMissing(value)) return [{ field, message: messageFor(value, check) }];
  if (!Array.isArray(value)) return [{ field, message: 'must be an array' }];
  return value.flatMap((item: unknown, index) =>
    check.accepts(item) ? [] : [{ field: `${field}[${index}]`, message: messageFor(item, check) }],
  );
}

function messageFor(value: unknown, check: Check): string {
  if (value === undefined) return 'is required';
  return value === null ? 'must not be null' : check.messageFor(value);
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

function checkOf({ target: object = {}, property }: ValidationError, name: string): Check {
  const storage = getMetadataStorage();
  const declared = storage
    .getTargetValidationMetadatas(object.constructor, '', true, false)
    .find((metadata) => metadata.propertyName === property && metadata.name === name);
  const constraints = (declared?.constraints ?? []) as unknown[];
  const validator = declared && storage.getTargetValidatorConstraints(declared.constraintCls)[0]?.instance;
  const facts = (value: unknown) => ({
    value,
    constraints,
    property,
    object,
    targetName: object.constructor.name,
  });
  return {
    each: declared?.each ?? false,
    accepts: (value) => validator?.validate(value, facts(value)) === true,
    messageFor(value) {
      const own = declared?.message ?? validator?.defaultMessage?.(facts(value));
      return messageOf(name, constraints, value) ?? withoutProperty(own);
    },
  };
}

/** Texts of ours begin with the field by class-validator's custom; a detail names it apart. */
function withoutProperty(text: unknown): string {
  return typeof text === 'string' ? text.replace(/^\$property /, '') : 'is not valid';
}
