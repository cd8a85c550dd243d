import { addDays, parseLocalDate, type LocalDate } from './local-date.js';

/** A range as a client asks for it; its end under one of two names. */
export interface GivenDays {
  readonly from?: string | undefined;
  readonly before?: string | undefined;
  readonly to?: string | undefined;
}

/** The last day of a range, and how the client named its end, for messages. */
export interface RangeEnd {
  readonly last: LocalDate | undefined;
  readonly field: 'before' | 'to';
  /** What is wrong with a range that ends before it begins. */
  readonly order: string;
  /** What is wrong with a range of more days than that. */
  readonly tooLong: (most: number) => string;
}

/** Reads the end of a range; throws InvalidError for a day that does not exist. */
export function rangeEndOf({ before, to }: GivenDays): RangeEnd {
  if (before === undefined && to !== undefined)
    return {
      last: parseLocalDate(to),
      field: 'to',
      order: 'must not be later than to',
      tooLong: (most) => `must be less than ${most} days after from`,
    };
  return {
    last: before === undefined ? undefined : addDays(parseLocalDate(before), -1),
    field: 'before',
    order: 'must be earlier than before',
    tooLong: (most) => `must be at most ${most} days after from`,
  };
}
