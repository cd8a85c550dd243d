import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { detailsOf, validationFailed } from '../../common/validation/details.js';
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
  if (details.length > 0) throw validationFailed(details);
  return { ...settings };
}
