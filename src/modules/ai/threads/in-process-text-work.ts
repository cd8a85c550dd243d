import type { FetchedPage } from '../reading/page.contract.js';
import type { DigestedPage, Extract, ExtractRequest, TextWork } from './text-work.contract.js';

/**
 * The same work where it is called, for programs that serve nobody meanwhile. What reads pages is large, and loaded only
 * where it is used: a program with threads never needs it outside of them.
 */
export const IN_PROCESS: TextWork = {
  async read(page: FetchedPage): Promise<DigestedPage> {
    const { digest } = await import('./text-task.js');
    return digest(page);
  },
  async extract(request: ExtractRequest): Promise<Extract | null> {
    const { extract } = await import('../summarizers/extractive/extract.js');
    return extract(request);
  },
};
