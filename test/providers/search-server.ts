import { BraveServer } from './brave-server.js';
import type { ProviderServer } from './provider-server.js';
import { SearxngServer } from './searxng-server.js';
import { SerperServer } from './serper-server.js';

/** The search providers, in the words of the configuration. */
export const SEARCH_PROVIDERS = ['serper', 'searxng', 'brave'] as const;

export type SearchProviderKey = (typeof SEARCH_PROVIDERS)[number];

/** A search provider whichever it is, and what a program is told of it. */
export interface SearchServer {
  readonly server: ProviderServer;
  readonly variables: Readonly<Record<string, string>>;
}

/** Starts a provider that finds this page for every query. */
export async function startSearchServer(key: SearchProviderKey, page: string): Promise<SearchServer> {
  const title = 'A page';
  if (key === 'serper') {
    const server = await new SerperServer().start();
    server.results = [{ title, link: page, snippet: '' }];
    return { server, variables: { SERPER_URL: server.url, SERPER_API_KEY: server.apiKey } };
  }
  if (key === 'searxng') {
    const server = await new SearxngServer().start();
    server.results = [{ title, url: page, content: '' }];
    return { server, variables: { SEARXNG_URL: server.url } };
  }
  const server = await new BraveServer().start();
  server.results = [{ title, url: page, description: '' }];
  return { server, variables: { BRAVE_URL: server.url, BRAVE_API_KEY: server.apiKey } };
}
