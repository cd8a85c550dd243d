import { DomainEvent, Event } from '../../platform/events/domain-event.js';

/** What security events have in common: they tell of accounts, not of anything on a board, and leave to nobody. */
const SECURITY = { isPublic: false, changesView: false };

/** An event that is logged, too. */
export abstract class SecurityEvent<Payload extends object = object> extends DomainEvent<Payload> {
  /** What its line in the log is called. */
  abstract readonly line: string;
  /** Whether somebody may be up to something. */
  readonly isSuspicious: boolean = false;
}

/** Why a session ended before its time. */
export type EndReason =
  'signed_out' | 'revoked' | 'password_changed' | 'token_reused' | 'deactivated' | 'deleted';

/** A person signed in. */
@Event({ type: 'auth.signed_in.v1', about: 'Somebody signed in to the account.', ...SECURITY })
export class SignedIn extends SecurityEvent<{ sessionId: string; address: string }> {
  override readonly line = 'auth.signed_in';
}

/** Somebody failed to sign in to an account that exists. */
@Event({ type: 'auth.sign_in_failed.v1', about: 'A wrong password was given for the account.', ...SECURITY })
export class SignInFailed extends SecurityEvent<{ address: string }> {
  override readonly line = 'auth.sign_in_failed';
  override readonly isSuspicious = true;
}

/** Further attempts to sign in have to wait. */
@Event({
  type: 'auth.sign_ins_throttled.v1',
  about: 'Further attempts to sign in to the account have to wait after too many wrong passwords.',
  ...SECURITY,
})
export class SignInsThrottled extends SecurityEvent<{ address: string }> {
  override readonly line = 'auth.sign_ins_throttled';
  override readonly isSuspicious = true;
}

/** A person changed their password. */
@Event({ type: 'auth.password_changed.v1', about: 'The password was changed.', ...SECURITY })
export class PasswordChanged extends SecurityEvent<{ sessionId: string }> {
  override readonly line = 'auth.password_changed';
}

/** A session ended before its time. */
@Event({ type: 'auth.session_ended.v1', about: 'A session was ended before its time.', ...SECURITY })
export class SessionEnded extends SecurityEvent<{ sessionId: string; reason: EndReason }> {
  override readonly line = 'auth.session_ended';
}

/** A refresh token came back after it had been replaced. */
@Event({
  type: 'auth.refresh_token_reused.v1',
  about: 'A refresh token was used again after its grace: somebody has a copy, and the session was ended.',
  ...SECURITY,
})
export class RefreshTokenReuseDetected extends SecurityEvent<{ sessionId: string; address: string }> {
  override readonly line = 'auth.refresh_token_reused';
  override readonly isSuspicious = true;
}
