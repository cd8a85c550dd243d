import { Injectable } from '@nestjs/common';
import { HttpClient } from '../../../../platform/http-client/http-client.js';
import type { OutboundHead } from '../../../../platform/http-client/http-client.contract.js';
import { OutboundError } from '../../../../platform/http-client/http-client.errors.js';
import { untilAborted } from '../../../../common/until-aborted.js';
import { PageUnreadable } from '../reading.errors.js';
import { USER_AGENT } from '../user-agent.js';
import { NO_RULES, rulesIn, type SiteRules } from './robots-file.js';

interface KnownSite {
  readonly rules: Promise<SiteRules>;
  until: number;
}

/** What a longer file says after this is not read (RFC 9309, 2.5). */
const READ_BYTES = 500 * 1_024;
const DEADLINE_MS = 3_000;
/** A site that could not be asked is asked again soon. */
const FAILURE_LIFETIME_MS = 60_000;
const MOST_SITES = 200;
/** Answers by which a site says nothing, rather than that it fails (RFC 9309, 2.3.1.3). */
const TOO_MANY_REQUESTS = 429;
/** Failures of the call that say nothing about the site; the page itself meets the same guard. */
const SAYS_NOTHING = new Set(['upstream_refused', 'upstream_redirects']);

/** Which pages the sites' robots.txt lets programs read (RFC 9309). A site is asked once for all who wait for it. */
@Injectable()
export class RobotsRules {
  private readonly sites = new Map<string, KnownSite>();

  constructor(private readonly http: HttpClient) {}

  /** Rejects where the site does not allow it, where it can't be asked in time, and when its caller gives up. */
  async requireAllowed(url: string, deadlineMs: number, signal?: AbortSignal): Promise<void> {
    const isOver = AbortSignal.any([AbortSignal.timeout(deadlineMs), ...(signal ? [signal] : [])]);
    // Others may wait for the same rules, and have more time.
    const rules = await untilAborted(this.rulesOf(new URL(url).origin), isOver, (cause) => {
      return new PageUnreadable(signal?.aborted ? 'page_given_up' : 'page_rules_unavailable', cause);
    });
    if (!rules.allows(url)) throw new PageUnreadable('page_disallowed');
  }

  private rulesOf(origin: string): Promise<SiteRules> {
    const known = this.sites.get(origin);
    if (known && performance.now() < known.until) return known.rules;
    const rules = this.ask(`${origin}/robots.txt`);
    const site: KnownSite = { rules, until: Infinity };
    const keepFor = (ms: number): void => {
      site.until = performance.now() + ms;
    };
    rules.then(
      ({ lifetimeMs }) => {
        keepFor(lifetimeMs);
      },
      () => {
        keepFor(FAILURE_LIFETIME_MS);
      },
    );
    this.remember(origin, site);
    return rules;
  }

  private remember(origin: string, site: KnownSite): void {
    // Out and in again, so that the first of the map is the one that was asked longest ago.
    this.sites.delete(origin);
    this.sites.set(origin, site);
    const [oldest] = this.sites.keys();
    if (oldest !== undefined && this.sites.size > MOST_SITES) this.sites.delete(oldest);
  }

  private async ask(address: string): Promise<SiteRules> {
    const answer = await this.fetch(address);
    if (!answer) return NO_RULES;
    const { status, headers, text } = answer;
    if (status >= 500 || status === TOO_MANY_REQUESTS) throw new PageUnreadable('page_rules_unavailable');
    return status >= 400 ? NO_RULES : rulesIn(address, text, headers['cache-control']);
  }

  private async fetch(url: string): Promise<(OutboundHead & { text: string }) | null> {
    try {
      const { body, ...head } = await this.http.stream({
        url,
        headers: { accept: 'text/plain', 'user-agent': USER_AGENT },
        deadlineMs: DEADLINE_MS,
        maxBytes: 2 * READ_BYTES,
        trusted: false,
      });
      return { ...head, text: await beginningOf(body) };
    } catch (error) {
      if (error instanceof OutboundError && SAYS_NOTHING.has(error.code)) return null;
      throw error;
    }
  }
}

async function beginningOf(body: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    parts.push(part);
    size += part.length;
    if (size >= READ_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, READ_BYTES).toString('utf8');
}
