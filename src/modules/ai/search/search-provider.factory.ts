import type { Config } from '../../../config/config.js';
import type { HttpClient } from '../../../platform/http-client/http-client.js';
import { BraveProvider } from './brave/brave.provider.js';
import type { SearchProvider } from './search-provider.contract.js';
import { SearxngProvider } from './searxng/searxng.provider.js';
import { SerperProvider } from './serper/serper.provider.js';

/** What the configuration says of searching. */
export type SearchProviderOptions = Omit<Config['search'], 'sources'>;

/** The configured providers, in their order; one that lacks its key or address is left out. */
export function createSearchProviders(http: HttpClient, options: SearchProviderOptions): SearchProvider[] {
  const { serperKey, serperUrl, searxngUrl, braveKey, braveUrl } = options;
  return options.providers.flatMap((provider): SearchProvider[] => {
    if (provider === 'serper' && serperKey !== undefined)
      return [new SerperProvider(http, { url: serperUrl, apiKey: serperKey })];
    if (provider === 'searxng' && searxngUrl !== undefined)
      return [new SearxngProvider(http, { url: searxngUrl })];
    if (provider === 'brave' && braveKey !== undefined)
      return [new BraveProvider(http, { url: braveUrl, apiKey: braveKey })];
    return [];
  });
}
