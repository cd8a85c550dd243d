import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { InvalidError } from '../../common/errors/app-error.js';
import { detailsOf } from '../../common/validation/details.js';
import type { WidgetType } from './widget-type.contract.js';

/**
 * Settings of a type with the given ones laid over the present ones, checked; a field given as null goes back to its
 * default. Throws InvalidError with one detail for each wrong field, below `settings`.
 */
export async function checkedSettings(
  type: WidgetType,
  present: object,
  given: object = {},
): Promise<object> {
  const merged = Object.fromEntries(
    Object.entries({ ...present, ...given }).filter(([, value]) => value !== null),
  );
  const settings = plainToInstance(type.settings, merged, { exposeDefaultValues: true });
  const errors = await validate(settings, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false,
  });
  const details = errors.flatMap((error) => detailsOf(error, 'settings'));
  const [first] = details;
  if (first) throw new InvalidError('validation_failed', `${first.field} ${first.message}`, { details });
  return { ...settings };
}
