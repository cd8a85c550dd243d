import { ValidateBy, type ValidationOptions } from 'class-validator';

/** What one name costs, in millionths of the currency: a million tokens of a model, or one call of a search. */
export type Price =
  | { readonly per: 'tokens'; readonly input: number; readonly output: number }
  | { readonly per: 'call'; readonly call: number };

/** Prices by the name of a model or a search provider. */
export type PriceList = ReadonlyMap<string, Price>;

// Nine digits, so that a price times ten million tokens is still exact.
const PRICE = /^([^\s=,]+)=(\d{1,9})(?:\/(\d{1,9}))?$/;

/** Reads checked entries such as `gpt-4o-mini=150000/600000` and `serper=1000`; the last one of a name holds. */
export function priceList(entries: readonly string[]): PriceList {
  return new Map(
    entries.map((entry) => {
      const [, name = '', first, second] = PRICE.exec(entry) ?? [];
      return [name, priceOf(Number(first), second)];
    }),
  );
}

/** A name with a price per call, or with prices per million input and output tokens. */
export const IsPrice = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isPrice',
      validator: {
        validate: (value) => typeof value === 'string' && PRICE.test(value),
        defaultMessage: () => 'must be entries such as gpt-4o-mini=150000/600000 or serper=1000',
      },
    },
    options,
  );

function priceOf(first: number, output: string | undefined): Price {
  return output === undefined
    ? { per: 'call', call: first }
    : { per: 'tokens', input: first, output: Number(output) };
}
