import robotsParser from 'robots-parser';
import { PageUnreadable } from '../reading.errors.js';
import { BOT_TOKEN } from '../user-agent.js';
import { withinTime } from '../within-time.js';
import { rulesForUs } from './rules-for-us.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A file can be made so that its patterns are matched for seconds: it must not keep others waiting for so long. */
const PARSE_MS = 250;
const MATCH_MS = 100;

/** What a site says of its pages, and how long that may be relied on. */
export interface SiteRules {
  /** Throws where the file gives no answer in time. */
  allows(url: string): boolean;
  readonly lifetimeMs: number;
}

type Parse = (
  address: string,
  text: string,
) => {
  isAllowed(url: string, agent: string): boolean | undefined;
};

/** A site that says nothing allows everything. */
export const NO_RULES: SiteRules = { allows: () => true, lifetimeMs: HOUR_MS };

/** The rules of a robots.txt as RFC 9309 reads it; `cacheControl` is the answer's header. */
export function rulesIn(address: string, text: string, cacheControl: string | undefined): SiteRules {
  const said = rulesForUs(text.replace(/^\uFEFF/, ''));
  const robots = bounded(PARSE_MS, () => parse(address, said));
  return {
    // Undefined is the answer for what the file does not speak of.
    allows: (url) => bounded(MATCH_MS, () => robots.isAllowed(url, BOT_TOKEN) !== false),
    lifetimeMs: lifetimeOf(cacheControl),
  };
}

function bounded<T>(milliseconds: number, work: () => T): T {
  try {
    return withinTime(milliseconds, work);
  } catch (error) {
    throw new PageUnreadable('page_rules_unavailable', error);
  }
}

/** What the server says, but no less than an hour and no more than the day that the RFC allows. */
function lifetimeOf(cacheControl = ''): number {
  const seconds = /\bmax-age=(\d{1,9})/i.exec(cacheControl)?.[1];
  return Math.min(DAY_MS, Math.max(HOUR_MS, Number(seconds ?? 0) * 1_000));
}

const parse = parserIn(robotsParser);

/** The library's types tell of a default export within its exports, which is not there. */
function parserIn(exports: unknown): Parse {
  if (!isParse(exports)) throw new TypeError('robots-parser exports no parser');
  return exports;
}

function isParse(value: unknown): value is Parse {
  return typeof value === 'function';
}
