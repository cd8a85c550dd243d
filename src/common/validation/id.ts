import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { isUuid } from '../ids/uuid.js';

/** An id that a client made or knows: any UUID but the nil one, read without regard to case. */
export function IsId(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value)),
    ValidateBy({
      name: 'isId',
      validator: {
        validate: isUuid,
        defaultMessage: () => '$property must be a UUID, such as 01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11',
      },
    }),
  );
}
