import type { AppError } from '../../../common/errors/app-error.js';
import type { HttpClient } from '../../../platform/http-client/http-client.js';
import { OutboundError, type OutboundErrorCode } from '../../../platform/http-client/http-client.errors.js';
import type {
  OutboundRequest,
  OutboundResponse,
} from '../../../platform/http-client/http-client.contract.js';
import { retryAfterMs } from '../../../platform/http-client/resilience/failures.js';
import { recordsOf, isRecord, textOf, type JsonRecord } from '../json-shape.js';
import { oneLine, stripMarkup } from '../text/plain-text.js';
import type { SearchHit } from './search-provider.contract.js';
import { SearchProviderFailed, type SearchFailure } from './search.errors.js';

const DEADLINE_MS = 10_000;
const MAX_ANSWER_BYTES = 2_000_000;
const MAX_TITLE = 300;
const MAX_SNIPPET = 1_000;
const MOST_RETRY_AFTER_SECONDS = 3_600;

const FAILURES: Partial<Record<OutboundErrorCode, SearchFailure>> = {
  upstream_timeout: 'timeout',
  upstream_cancelled: 'timeout',
  upstream_invalid: 'garbage',
  upstream_too_large: 'garbage',
  upstream_overloaded: 'resting',
  upstream_unavailable: 'resting',
};

/** What a provider is asked; how long and how much is the same for all. */
export type ProviderRequest = Omit<OutboundRequest, 'deadlineMs' | 'maxBytes' | 'trusted' | 'isUsable'> & {
  readonly provider: string;
  /** What a refusal means in the provider's own words; undefined where it means what its status says. */
  readonly refusal?: (status: number, answer: JsonRecord) => AppError | undefined;
};

/** Which fields of a provider's result hold what. */
export interface HitFields {
  readonly list: string;
  readonly title: string;
  readonly url: string;
  readonly snippet: string;
}

/** Asks a provider and gives its answer as a JSON object; anything else is its failure. */
export async function callProvider(
  http: HttpClient,
  { refusal, ...request }: ProviderRequest,
): Promise<JsonRecord> {
  const response = await send(http, request);
  const answer = parse(response);
  if (response.status === 200 && answer) return answer;
  throw refusal?.(response.status, answer ?? {}) ?? failureOf(response);
}

/** The usable results of an answer, each address once. A list in which nothing is usable is a failure, not an empty list. */
export function hitsIn(answer: JsonRecord, fields: HitFields, limit: number): SearchHit[] {
  const results = recordsOf(answer[fields.list]);
  if (!results) throw new SearchProviderFailed('garbage');
  const hits = new Map<string, SearchHit>();
  for (const result of results) {
    const url = webAddress(textOf(result[fields.url]));
    if (url === null || hits.has(url)) continue;
    hits.set(url, {
      title: tidy(result[fields.title], MAX_TITLE) || url,
      url,
      snippet: tidy(result[fields.snippet], MAX_SNIPPET),
    });
  }
  if (results.length > 0 && hits.size === 0) throw new SearchProviderFailed('garbage');
  return [...hits.values()].slice(0, limit);
}

async function send(http: HttpClient, request: Omit<ProviderRequest, 'refusal'>): Promise<OutboundResponse> {
  try {
    return await http.request({
      ...request,
      deadlineMs: DEADLINE_MS,
      maxBytes: MAX_ANSWER_BYTES,
      trusted: true,
      isUsable: (response) => response.status !== 200 || parse(response) !== null,
    });
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    const { retryAfter } = error;
    throw new SearchProviderFailed(FAILURES[error.code] ?? 'unreachable', {
      cause: error,
      ...(retryAfter === undefined ? {} : { retryAfter }),
    });
  }
}

function parse({ body }: OutboundResponse): JsonRecord | null {
  try {
    const answer: unknown = JSON.parse(body.toString('utf8'));
    return isRecord(answer) ? answer : null;
  } catch {
    return null;
  }
}

function failureOf(response: OutboundResponse): SearchProviderFailed {
  const { status } = response;
  if (status === 401 || status === 403) return new SearchProviderFailed('key');
  const seconds = Math.ceil((retryAfterMs(response) ?? 0) / 1_000);
  return new SearchProviderFailed(
    status === 429 ? 'busy' : 'status',
    seconds > 0 ? { retryAfter: Math.min(seconds, MOST_RETRY_AFTER_SECONDS) } : {},
  );
}

function webAddress(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  url.hash = '';
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}

function tidy(value: unknown, maxChars: number): string {
  return oneLine(stripMarkup(textOf(value))).slice(0, maxChars);
}
