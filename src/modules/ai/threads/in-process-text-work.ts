import type { FetchedPage } from '../reading/page.contract.js';
import { extract } from '../summarizers/extractive/extract.js';
import { digest } from './text-task.js';
import type { DigestedPage, Extract, ExtractRequest, TextWork } from './text-work.contract.js';

/** The same work where it is called, for programs that serve nobody meanwhile. */
export const IN_PROCESS: TextWork = {
  read: (page: FetchedPage): Promise<DigestedPage> => Promise.resolve(page).then(digest),
  extract: (request: ExtractRequest): Promise<Extract | null> => Promise.resolve(request).then(extract),
};
