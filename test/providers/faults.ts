import type { Reply } from './provider-server.js';
import { breakOff, hang, html, huge, reply, reset, stall, trickle } from './replies.js';

const JSON_TYPE = { 'content-type': 'application/json' };

/** What services outside do wrong, whatever they speak. */
export const FAULTS = {
  'never answers': hang(),
  'breaks connections off': reset(),
  'breaks off in the middle': breakOff('{"choices": ['),
  trickles: trickle(10, JSON_TYPE),
  'stops in the middle': stall('{"choices": [', JSON_TYPE),
  'is busy': reply(429, '{}', { ...JSON_TYPE, 'retry-after': '600' }),
  fails: reply(500, 'oops'),
  'sends HTML': html('<html><body>Sign in to this network</body></html>'),
  'sends broken JSON': reply(200, '{"choices": [', JSON_TYPE),
  'sends 10 MB': huge(10_000_000, JSON_TYPE),
} satisfies Readonly<Record<string, Reply>>;

export type Fault = keyof typeof FAULTS;
