import { ConflictError, NotFoundError } from '../../../../common/errors/app-error.js';

/** There is no such note for this user. */
export class NoteNotFound extends NotFoundError {
  constructor() {
    super('note_not_found', 'there is no such note: find yours with GET /notes');
  }
}

/** The note has no such former text, or not any more. */
export class NoteVersionNotFound extends NotFoundError {
  constructor() {
    super(
      'note_version_not_found',
      'that text was not kept: list those that are with GET /notes/{id}/versions',
    );
  }
}

/** The widget has as many notes as one widget may have. */
export class NoteLimitReached extends ConflictError {
  constructor(limit: number) {
    super('note_limit_reached', `a widget can have ${limit} notes: delete one, or add another widget`);
  }
}
