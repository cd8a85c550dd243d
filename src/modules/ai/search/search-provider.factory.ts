import type { HttpClient } from '../../../platform/http-client/http-client.js';
import type { SearchProvider } from './search-provider.contract.js';
import { SearxngProvider } from './searxng/searxng.provider.js';
import { SerperProvider } from './serper/serper.provider.js';

/** What the configuration says of searching. */
export interface SearchProviderOptions {
  readonly provider: 'serper' | 'searxng' | 'none';
  readonly serperKey?: string | undefined;
  readonly serperUrl: string;
  readonly searxngUrl?: string | undefined;
}

/** The configured provider; null if there is none. */
export function createSearchProvider(
  http: HttpClient,
  options: SearchProviderOptions,
): SearchProvider | null {
  const { provider, serperKey, serperUrl, searxngUrl } = options;
  if (provider === 'serper' && serperKey !== undefined)
    return new SerperProvider(http, { url: serperUrl, apiKey: serperKey });
  if (provider === 'searxng' && searxngUrl !== undefined)
    return new SearxngProvider(http, { url: searxngUrl });
  return null;
}
