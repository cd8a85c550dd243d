import { ValidateBy } from 'class-validator';

/** Refuses a query that names the same thing by its present and its former name. */
export function IsAloneWithout(successor: string): PropertyDecorator {
  return ValidateBy({
    name: 'isAloneWithout',
    constraints: [successor],
    validator: {
      validate: (_, args) => (args?.object as Record<string, unknown>)[successor] === undefined,
      defaultMessage: () => `$property must not be given together with ${successor}, which replaces it`,
    },
  });
}
