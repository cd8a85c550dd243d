import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { InvalidError, type ErrorDetail, type MalformedError } from '../errors/app-error.js';
import {
  detailsOf,
  queryUnknown,
  UNKNOWN_FIELD,
  unknownField,
  validationFailed,
} from '../validation/details.js';
import { reservedKeyOf } from '../validation/reserved-keys.js';

/** Reads bodies and queries into their DTO: unknown fields are refused, every wrong field gets one detail. */
export class RequestValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      // Nest leaves these out of errors for those who send errors as they are.
      validationError: { target: true, value: true },
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom' || metadata.type === 'param') return value;
    if (metadata.type === 'body' && !isObject(value)) throw notAnObject(value);
    if (metadata.type === 'query') refuseReserved(value);
    try {
      return (await super.transform(value ?? {}, metadata)) as unknown;
    } catch (error) {
      if (error instanceof FieldErrors)
        throw metadata.type === 'query' ? error.ofQuery(value ?? {}) : error.ofBody();
      throw error;
    }
  }

  override createExceptionFactory() {
    return (errors: ValidationError[] = []): FieldErrors => new FieldErrors(errors);
  }
}

/** What is wrong with the fields of a request. */
export class FieldErrors extends Error {
  constructor(private readonly errors: readonly ValidationError[]) {
    super('validation failed');
  }

  ofBody(): InvalidError {
    return validationFailed(this.details());
  }

  ofQuery(given: object): InvalidError | MalformedError {
    const unknown = this.errors.filter(({ constraints }) => constraints?.[UNKNOWN_FIELD] !== undefined);
    const names = new Set(unknown.map(({ property }) => property));
    const details = this.details().map((detail) =>
      names.has(detail.field) ? detail : givenOnce(detail, given),
    );
    return names.size > 0 ? queryUnknown(details) : validationFailed(details);
  }

  private details(): ErrorDetail[] {
    return this.errors.flatMap((error) => detailsOf(error, ''));
  }
}

/** A parameter that is given twice is read as an array, which nobody who wrote it has in mind. */
function givenOnce(detail: ErrorDetail, given: object): ErrorDetail {
  const value: unknown = Object.entries(given).find(([name]) => name === detail.field)?.[1];
  return Array.isArray(value) ? { ...detail, message: 'must be given once' } : detail;
}

function refuseReserved(query: unknown): void {
  const reserved = typeof query === 'object' && query !== null ? reservedKeyOf(query) : undefined;
  if (reserved !== undefined) throw queryUnknown([unknownField(reserved)]);
}

function isObject(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value));
}

function notAnObject(value: unknown): InvalidError {
  const kind = Array.isArray(value) ? 'an array' : value === null ? 'null' : `a ${typeof value}`;
  return InvalidError.field('body', `must be an object, not ${kind}`);
}
