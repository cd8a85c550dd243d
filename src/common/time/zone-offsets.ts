import { epochDayOf, SECONDS_PER_DAY } from './civil.js';

/** A stretch of time with one offset from UTC: `from` (included) to `until` (excluded) in epoch seconds. */
export interface OffsetSpan {
  readonly from: number;
  readonly until: number;
  readonly offset: number;
}

const FORMATTERS_KEPT = 16; // each holds about 50 KB

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The offset that `Intl` gives for a moment: exact to the second, and slow. */
export function readOffset(zone: string, epochSeconds: number): number {
  // It writes `7/23/1811, GMT-04:56:02`, and `GMT` alone for no offset.
  const text = formatterOf(zone).format(epochSeconds * 1_000);
  const sign = text.indexOf('GMT') + 'GMT'.length;
  const parts = text
    .slice(sign + 1)
    .split(':')
    .map(Number);
  const size = parts.reduce((sum, part, index) => sum + part * 60 ** (2 - index), 0);
  return text[sign] === '-' ? -size : size;
}

/** The spans of offsets that cover one UTC year, found by probes and, between two that differ, by bisection. */
export function findSpans(zone: string, year: number): OffsetSpan[] {
  const start = epochDayOf(year, 1, 1) * SECONDS_PER_DAY;
  const end = epochDayOf(year + 1, 1, 1) * SECONDS_PER_DAY;
  const step = probeDays(year) * SECONDS_PER_DAY;
  const spans: OffsetSpan[] = [];

  let from = start;
  let offset = readOffset(zone, start);
  let reached = start;
  while (reached < end - 1) {
    const probe = Math.min(reached + step, end - 1);
    if (readOffset(zone, probe) === offset) {
      reached = probe;
    } else {
      reached = firstChange(zone, offset, reached, probe);
      spans.push({ from, until: reached, offset });
      from = reached;
      offset = readOffset(zone, reached);
    }
  }
  spans.push({ from, until: end, offset });
  return spans;
}

/**
 * A change that was undone sooner than the probes come would be missed. The shortest on record is 4 days (Freetown in
 * 1939), from 1950 on 7 days less an hour (Brazil in 2000, Gaza around Ramadan).
 */
function probeDays(year: number): number {
  return year < 1950 ? 3 : 6;
}

function firstChange(zone: string, offset: number, same: number, different: number): number {
  let low = same;
  let high = different;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (readOffset(zone, middle) === offset) low = middle;
    else high = middle;
  }
  return high;
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;

  const formatter = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  for (const oldest of formatters.keys()) {
    if (formatters.size < FORMATTERS_KEPT) break;
    formatters.delete(oldest);
  }
  formatters.set(zone, formatter);
  return formatter;
}
