import {
  ConflictError,
  ForbiddenError,
  InvalidError,
  NotFoundError,
  TooManyError,
  UnauthenticatedError,
  UpstreamError,
} from '../../common/errors/app-error.js';

/** The request names nobody. */
export class TokenMissing extends UnauthenticatedError {
  constructor() {
    super('token_missing', 'sign in and send the access token as "Authorization: Bearer …"');
  }
}

/** The access token was good, but its time is over. */
export class TokenExpired extends UnauthenticatedError {
  constructor() {
    super('token_expired', 'the access token has expired: get a new one with POST /auth/refresh');
  }
}

/** The access token is not one of ours, or not whole. */
export class TokenInvalid extends UnauthenticatedError {
  constructor() {
    super('token_invalid', 'the access token is not valid: sign in again');
  }
}

/** The route is for other roles. */
export class RoleRequired extends ForbiddenError {
  constructor(roles: readonly string[]) {
    super('role_required', `only ${roles.join(' and ')} may do this: ask one of them`);
  }
}

/** Address and password don't belong together; which of them is wrong is not said. */
export class CredentialsInvalid extends UnauthenticatedError {
  constructor() {
    super('credentials_invalid', 'e-mail address or password is wrong: try again');
  }
}

/** The password is right, but an administrator closed the account. */
export class AccountDeactivated extends ForbiddenError {
  constructor() {
    super('account_deactivated', 'this account is deactivated: ask an administrator');
  }
}

/** The password is right, but the account was deleted; its owner can restore it until it is erased. */
export class AccountDeleted extends ForbiddenError {
  constructor(deletesAt: Date) {
    super(
      'account_deletion_pending',
      `this account was deleted and will be erased at ${deletesAt.toISOString()}: ` +
        'to keep it, send the same e-mail address and password to POST /auth/restore',
    );
  }
}

/** Too many failed attempts for this account, from this network; each further one makes the wait longer. */
export class SignInLocked extends TooManyError {
  constructor(seconds: number) {
    const retryAfter = Math.ceil(seconds);
    const unit = retryAfter === 1 ? 'second' : 'seconds';
    super('sign_in_locked', `too many failed attempts: wait ${retryAfter} ${unit}`, { retryAfter });
  }
}

const BUSY_SECONDS = 5;

/** More passwords are to be hashed than this process can in a few seconds. */
export class PasswordsBusy extends UpstreamError {
  constructor() {
    super(
      'passwords_busy',
      `too many people are signing in or registering at the moment: try again in ${BUSY_SECONDS} seconds`,
      { retryAfter: BUSY_SECONDS },
    );
  }
}

/** No session has this refresh token, or the session is over. */
export class RefreshTokenInvalid extends UnauthenticatedError {
  constructor() {
    super('refresh_token_invalid', 'the session is over: sign in again');
  }
}

/** The refresh token was replaced long ago, so somebody has a copy of it; the session was ended. */
export class RefreshTokenReused extends UnauthenticatedError {
  constructor() {
    super(
      'refresh_token_reused',
      'this refresh token was used before, so its session was ended for safety: sign in again',
    );
  }
}

/** The token was just replaced, by a process that signs with a key that this one does not have. */
export class RefreshSuperseded extends ConflictError {
  constructor() {
    super('refresh_superseded', 'another request renewed this session: go on with the tokens that it got');
  }
}

/** The user has no such live session. */
export class SessionNotFound extends NotFoundError {
  constructor() {
    super('session_not_found', 'you have no such session: list yours with GET /auth/sessions');
  }
}

/** The present password that came with a change is wrong. */
export class PasswordWrong extends InvalidError {
  constructor(field: string) {
    const message = 'is not your password';
    super('password_wrong', `${field} ${message}`, { details: [{ field, message }] });
  }
}
