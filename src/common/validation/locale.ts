import { ValidateBy, type ValidationOptions } from 'class-validator';

const LONGEST_TAG = 35;

/** A language tag of BCP 47 that `Intl` takes. */
export function IsLocaleTag(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isLocaleTag',
      validator: {
        validate: isLocaleTag,
        defaultMessage: () => '$property must be a language tag, such as en or de-AT',
      },
    },
    options,
  );
}

function isLocaleTag(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > LONGEST_TAG) return false;
  try {
    return Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
}
