import { Param, type PipeTransform } from '@nestjs/common';
import { NotFoundError } from '../errors/app-error.js';
import { isUuid } from '../ids/uuid.js';

class IdPipe implements PipeTransform<string, string> {
  transform(text: string): string {
    // What is no id names nothing; saying more would only help those who guess.
    if (!isUuid(text))
      throw new NotFoundError('not_found', 'there is no such thing: check the id in the address');
    return text.toLowerCase();
  }
}

/** An id in the path; one that is no UUID is answered as one that names nothing. */
export const IdParam = (name = 'id'): ParameterDecorator => Param(name, new IdPipe());
