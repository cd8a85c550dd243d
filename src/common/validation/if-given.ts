import { ValidateIf } from 'class-validator';

/** Lets a field be left out; unlike IsOptional it lets no null through. */
export function IfGiven(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}
