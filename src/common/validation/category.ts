import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsText } from './text.js';

const LONGEST = 50;

/** A category as it is kept and shown: without blanks around it, and with single ones inside. */
export function tidyCategory(category: string): string {
  return category.normalize('NFC').trim().replace(/\s+/gu, ' ');
}

/** What two categories are compared by: their case does not matter, their accents do. SQL compares `lower(category)`. */
export function foldCategory(category: string): string {
  return tidyCategory(category).toLowerCase();
}

/** A category that a user wrote, or filters by; the field then holds it as it is kept. */
export function IsCategory(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? tidyCategory(value) : value)),
    IsText({ max: LONGEST }),
  );
}
