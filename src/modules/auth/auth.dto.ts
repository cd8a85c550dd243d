import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { IsEmailAddress } from '../../common/validation/email.js';
import { IsText } from '../../common/validation/text.js';
import { IsTimeZone } from '../../common/validation/time-zone.js';
import type { UserView } from '../users/users.contract.js';
import { IsNewPassword } from './passwords/password-rules.js';

// More than any real one; what is longer is not worth hashing.
const LONGEST_SECRET = 1000;

/** A new account. */
export class RegisterRequest {
  /**
   * E-mail address to sign in with; case-insensitive.
   * @example "ada@example.org"
   */
  @IsEmailAddress()
  email: string;

  /**
   * At least 8 characters, at most 72 bytes, and not a common password.
   * @example "correct horse battery"
   */
  @IsNewPassword()
  password: string;

  /**
   * Display name.
   * @example "Ada Lovelace"
   */
  @IsText({ max: 100 })
  name: string;

  /**
   * IANA time zone of the user.
   * @example "Europe/Berlin"
   */
  @IsTimeZone()
  timeZone: string;
}

/** What a person signs in with. */
export class LoginRequest {
  /**
   * E-mail address of the account; case-insensitive.
   * @example "ada@example.org"
   */
  @IsEmailAddress()
  email: string;

  /**
   * Password of the account.
   * @example "correct horse battery"
   */
  @IsString()
  @IsNotEmpty()
  @MaxLength(LONGEST_SECRET)
  password: string;
}

/** A refresh token to be replaced. */
export class RefreshRequest {
  /**
   * The latest refresh token of the session.
   * @example "x8Tz3cJm0sYwq7V1o5B2nKf9LhGdRe4uPiAaQvWtXyE"
   */
  @IsString()
  @IsNotEmpty()
  @MaxLength(LONGEST_SECRET)
  refreshToken: string;
}

/** Another password. */
export class ChangePasswordRequest {
  /**
   * The current password.
   * @example "correct horse battery"
   */
  @IsString()
  @IsNotEmpty()
  @MaxLength(LONGEST_SECRET)
  currentPassword: string;

  /**
   * At least 8 characters, at most 72 bytes, and not a common password.
   * @example "staple battery horse"
   */
  @IsNewPassword()
  newPassword: string;
}

/** What a client needs to go on. */
export class TokensResponse {
  /**
   * Send it as `Authorization: Bearer …`.
   * @example "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6Ik1wOGZ4UTJaIn0.eyJzdWIiOiIwMTk4MGMzZSJ9.c2lnbmF0dXJl"
   */
  accessToken: string;

  /**
   * Replaces both tokens, once, through `POST /auth/refresh`.
   * @example "x8Tz3cJm0sYwq7V1o5B2nKf9LhGdRe4uPiAaQvWtXyE"
   */
  refreshToken: string;

  /**
   * Authentication scheme.
   * @example "Bearer"
   */
  tokenType: 'Bearer';

  /**
   * Seconds that the access token is valid.
   * @example 900
   */
  expiresIn: number;
}

/** Who signed in, and what their client needs to go on. */
export class SignedInResponse {
  /** The account. */
  @ApiProperty({ allOf: [{ $ref: '#/components/schemas/UserResponse' }] })
  user: UserView;

  /** Access token and refresh token. */
  tokens: TokensResponse;
}

/** New tokens of a session. */
export class RefreshedResponse {
  /** Access token and refresh token. */
  tokens: TokensResponse;
}
