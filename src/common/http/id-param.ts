import { Param, type PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { NotFoundError } from '../errors/app-error.js';
import { isUuid } from '../ids/uuid.js';
import { documents } from './documents.js';

class IdPipe implements PipeTransform<string, string> {
  transform(text: string): string {
    // What is no id names nothing; saying more would only help those who guess.
    if (!isUuid(text))
      throw new NotFoundError('not_found', 'there is no such thing: check the id in the address');
    return text.toLowerCase();
  }
}

const SCHEMA = { type: 'string', format: 'uuid', example: '01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11' } as const;

/** An id in the path; one that is no UUID is answered as one that names nothing. */
export const IdParam =
  (name = 'id'): ParameterDecorator =>
  (target, key, index) => {
    Param(name, new IdPipe())(target, key, index);
    documents(ApiParam({ name, schema: SCHEMA }))(target, key, index);
  };
