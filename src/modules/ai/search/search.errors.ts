import {
  ConflictError,
  InvalidError,
  NotFoundError,
  UpstreamError,
} from '../../../common/errors/app-error.js';

const REASONS = {
  timeout: 'the search provider did not answer in time',
  unreachable: 'the search provider could not be reached',
  key: 'the search provider refused its key',
  busy: 'the search provider is busy or its quota is used up',
  resting: 'the search provider failed repeatedly or asked for a rest, and is left alone for a while',
  status: 'the search provider answered with an error',
  garbage: 'the search provider gave an answer that could not be understood',
  format: 'the search provider refused to answer in JSON: its JSON format must be switched on',
  engines: 'the search provider found nothing, and search engines that it asks did not answer',
} as const;

/** Why a search has no results. */
export type SearchFailure = keyof typeof REASONS;

/** The search provider gave no results; the message says why, without keys or addresses. */
export class SearchProviderFailed extends UpstreamError {
  constructor(
    readonly failure: SearchFailure,
    options: { readonly retryAfter?: number; readonly cause?: unknown } = {},
  ) {
    super('search_provider_failed', REASONS[failure], options);
  }
}

/** The search provider takes no such query; asking again does not help. */
export class SearchQueryRefused extends InvalidError {
  constructor() {
    super('search_query_refused', 'the search provider refused the query: use other or fewer words');
  }
}

/** Nobody is configured to answer searches; trying again does not help, so it counts as a state and not as a failure. */
export class SearchProviderMissing extends ConflictError {
  constructor() {
    super(
      'search_provider_missing',
      'web search is not available here: ask whoever runs this service to set it up',
    );
  }
}

/** The search was answered, with nothing. */
export class SearchFoundNothing extends NotFoundError {
  constructor() {
    super('search_found_nothing', 'the search found nothing: try other words');
  }
}
