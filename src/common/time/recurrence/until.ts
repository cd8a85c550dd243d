import { remainder, SECONDS_PER_DAY } from '../civil.js';
import { fromLocalSeconds, parseLocalDateTime, toLocalSeconds } from '../local-date-time.js';
import { InvalidRule } from './recurrence.errors.js';
import type { Until } from './rule.js';

const PATTERN = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/;

/** Reads the value of `UNTIL`; throws `InvalidRule` for anything but a day or a time that exists. */
export function parseUntil(text: string): Until {
  const [, year, month, day, hour, minute, second, utc] = PATTERN.exec(text) ?? [];
  const seconds = secondsOf(
    `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}`,
  );

  if (hour === undefined) return { kind: 'date', epochDay: seconds / SECONDS_PER_DAY };
  return utc === undefined
    ? { kind: 'local', localSeconds: seconds }
    : { kind: 'utc', epochSeconds: seconds };
}

/** Writes the value of `UNTIL`. */
export function formatUntil(until: Until): string {
  switch (until.kind) {
    case 'date':
      return compact(until.epochDay * SECONDS_PER_DAY).slice(0, 8);
    case 'local':
      return compact(until.localSeconds);
    case 'utc':
      return `${compact(until.epochSeconds)}Z`;
  }
}

function secondsOf(text: string): number {
  try {
    return toLocalSeconds(parseLocalDateTime(text));
  } catch (cause) {
    throw new InvalidRule('UNTIL must be a date such as 20261231 or a time such as 20261231T225959Z', {
      cause,
    });
  }
}

function compact(seconds: number): string {
  const minutes = fromLocalSeconds(seconds).slice(0, 16).replace(/[-:]/g, '');
  return minutes + String(remainder(seconds, 60)).padStart(2, '0');
}
