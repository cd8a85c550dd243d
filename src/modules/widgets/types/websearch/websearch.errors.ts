import { ConflictError, NotFoundError, TooManyError } from '../../../../common/errors/app-error.js';

/** There is no such search for this user. */
export class SearchNotFound extends NotFoundError {
  constructor() {
    super(
      'search_not_found',
      'there is no such search: list those of a widget with GET /widgets/{id}/searches',
    );
  }
}

/** There is no such summary for this user. */
export class SummaryNotFound extends NotFoundError {
  constructor() {
    super(
      'summary_not_found',
      'there is no such summary: list those of a search with GET /searches/{id}/summaries',
    );
  }
}

/** The widget has as many searches as one may have. */
export class SearchLimitReached extends ConflictError {
  constructor(limit: number) {
    super('search_limit_reached', `a widget can have ${limit} searches: delete one first`);
  }
}

/** Somebody follows more summaries at once than anybody can read. */
export class TooManyStreams extends TooManyError {
  constructor(limit: number) {
    super('too_many_streams', `follow at most ${limit} summaries at a time: end one first`, {
      retryAfter: 5,
    });
  }
}
