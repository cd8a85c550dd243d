import { ConflictError, ForbiddenError, NotFoundError } from '../../common/errors/app-error.js';

/** There is no such user for this caller. */
export class UserNotFound extends NotFoundError {
  constructor() {
    super('user_not_found', 'there is no such user: administrators list them with GET /users');
  }
}

/** Another account has this address. */
export class EmailTaken extends ConflictError {
  constructor(whatToDo = 'sign in instead') {
    super('email_taken', `there is an account with this e-mail address: ${whatToDo}`, {
      details: [{ field: 'email', message: 'belongs to an account already' }],
    });
  }
}

/** Without this administrator there would be none. */
export class LastAdmin extends ConflictError {
  constructor() {
    super('last_admin', 'this is the only administrator: make another one first');
  }
}

/** The account waits for its deletion, which only its owner can call off. */
export class AccountDeletionPending extends ConflictError {
  constructor(deletesAt: Date) {
    super(
      'account_deletion_pending',
      `this account will be deleted at ${deletesAt.toISOString()}: only its owner can restore it until then`,
    );
  }
}

/** Only administrators may do this. */
export class AdminRequired extends ForbiddenError {
  constructor() {
    super('role_required', 'only administrators may do this: ask one');
  }
}

/** Administrators can't change their own standing, so that none locks themself out. */
export class OwnAccount extends ForbiddenError {
  constructor() {
    super('own_account', 'you cannot change your own role or activity: ask another administrator');
  }
}
