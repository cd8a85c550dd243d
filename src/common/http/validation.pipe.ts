import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { InvalidError, MalformedError } from '../errors/app-error.js';
import { detailsOf, UNKNOWN_FIELD } from '../validation/details.js';
import { reservedKeyOf } from '../validation/reserved-keys.js';

/** Reads bodies and queries into their DTO: unknown fields are refused, every wrong field gets one detail. */
export class RequestValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      stopAtFirstError: true,
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom' || metadata.type === 'param') return value;
    if (metadata.type === 'body' && !isObject(value)) throw notAnObject(value);
    if (metadata.type === 'query') refuseReserved(value);
    try {
      return (await super.transform(value ?? {}, metadata)) as unknown;
    } catch (error) {
      if (error instanceof FieldErrors) throw error.toAppError(metadata.type === 'query');
      throw error;
    }
  }

  override createExceptionFactory() {
    return (errors: ValidationError[] = []): FieldErrors => new FieldErrors(errors);
  }
}

class FieldErrors extends Error {
  constructor(private readonly errors: readonly ValidationError[]) {
    super('validation failed');
  }

  toAppError(isQuery: boolean): InvalidError | MalformedError {
    const details = this.errors.flatMap((error) => detailsOf(error, ''));
    const [first, ...rest] = details;
    const more = rest.length > 0 ? ` (and ${rest.length} more)` : '';
    const message = `${first?.field ?? 'body'} ${first?.message ?? 'is not valid'}${more}`;
    const unknownQuery =
      isQuery && this.errors.some(({ constraints }) => constraints?.[UNKNOWN_FIELD] !== undefined);
    return unknownQuery
      ? new MalformedError('query_unknown', message, { details })
      : new InvalidError('validation_failed', message, { details });
  }
}

function refuseReserved(query: unknown): void {
  const reserved = typeof query === 'object' && query !== null ? reservedKeyOf(query) : undefined;
  if (reserved !== undefined)
    throw new MalformedError('query_unknown', `${reserved} is not a field that this request knows`);
}

function isObject(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value));
}

function notAnObject(value: unknown): InvalidError {
  const kind = Array.isArray(value) ? 'an array' : value === null ? 'null' : `a ${typeof value}`;
  return InvalidError.field('body', `must be one JSON object, not ${kind}`);
}
