/** What of events a program can hold at a time, in octets of their texts. */
const MOST_OCTETS = 16_000_000;

const OCTETS = 'octet_length(e.schedule::text) + coalesce(octet_length(e.description), 0)';

/** `octets_before`: how long the texts are, in octets, of all events that come before an event `e` in this order. */
export function octetsBeforeSql(order: string): string {
  return `coalesce(sum(${OCTETS}) OVER (ORDER BY ${order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
     AS octets_before`;
}

/** Whether an event `e` is read at all; the first always is. */
export const IS_HELD = `e.octets_before < ${MOST_OCTETS}`;
