import type { Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';
import type { AppError } from '../../common/errors/app-error.js';
import type { Route } from '../../common/http/endpoint.js';
import { FieldErrors } from '../../common/http/validation.pipe.js';

/** What is rarely right, whatever a field holds. */
const WRONG = ['', 'x', {}];

/** What the validation answers when one field of a route's body, or of its query, is wrong; it is asked for it. */
export function invalidExample({ body, query }: Route): AppError | undefined {
  const type = body ?? query;
  return type && errorOf(type)?.ofBody();
}

function errorOf(type: Type<object>): FieldErrors | undefined {
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', true, false);
  for (const name of new Set(rules.map(({ propertyName }) => propertyName))) {
    for (const value of WRONG) {
      const given = plainToInstance(type, { [name]: value }, { exposeDefaultValues: true });
      const error = validateSync(given, { stopAtFirstError: true }).find(({ property }) => property === name);
      if (error) return new FieldErrors([error]);
    }
  }
  return undefined;
}
