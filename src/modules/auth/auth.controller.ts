import { Body, Controller, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../common/auth/actor.js';
import { CurrentActor, Public } from '../../common/auth/decorators.js';
import { ConflictError } from '../../common/errors/app-error.js';
import {
  AccountDeactivated,
  AccountDeleted,
  CredentialsInvalid,
  PasswordsBusy,
  PasswordWrong,
  RefreshSuperseded,
  RefreshTokenInvalid,
  RefreshTokenReused,
  SessionNotFound,
  SignInLocked,
} from './auth.errors.js';
import { Endpoint } from '../../common/http/endpoint.js';
import type { Client, TokensView } from './auth.contract.js';
import {
  ChangePasswordRequest,
  LoginRequest,
  RefreshedResponse,
  RefreshRequest,
  RegisterRequest,
  SignedInResponse,
} from './auth.dto.js';
import { AuthService } from './auth.service.js';
import { CurrentClient } from './client.decorator.js';
import { RestoreService } from './own-account/restore.service.js';
import { PasswordChangeService } from './passwords/password-change.service.js';
import { SessionTokensService } from './sessions/session-tokens.service.js';
import { SessionsService } from './sessions/sessions.service.js';
import type { SignedInView } from './sessions/sign-in.service.js';

/** How people come in, stay in and leave. */
@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly tokens: SessionTokensService,
    private readonly sessions: SessionsService,
    private readonly passwords: PasswordChangeService,
    private readonly restores: RestoreService,
  ) {}

  @Public()
  @Post('register')
  @Endpoint({
    id: 'register',
    limit: 'registration',
    summary: 'Create an account and sign in',
    description: 'Returns the account with an access token and a refresh token.',
    message: 'Account created',
    status: 201,
    returns: SignedInResponse,
    location: '/users/me',
    failures: [
      new ConflictError('email_taken', 'there is an account with this e-mail address: sign in instead'),
      new PasswordsBusy(),
    ],
  })
  register(@Body() request: RegisterRequest, @CurrentClient() client: Client): Promise<SignedInView> {
    return this.auth.register(request, client);
  }

  @Public()
  @Post('login')
  @Endpoint({
    id: 'login',
    limit: 'sign_in',
    summary: 'Sign in',
    description:
      'Starts a session and returns its tokens. After repeated failures further attempts from the same network have to wait.',
    message: 'Signed in',
    returns: SignedInResponse,
    failures: [
      new CredentialsInvalid(),
      new AccountDeactivated(),
      new AccountDeleted(new Date(Date.UTC(2026, 2, 15))),
      new SignInLocked(30),
      new PasswordsBusy(),
    ],
  })
  login(@Body() request: LoginRequest, @CurrentClient() client: Client): Promise<SignedInView> {
    return this.auth.login(request, client);
  }

  @Public()
  @Post('restore')
  @Endpoint({
    id: 'restoreAccount',
    limit: 'sign_in',
    summary: 'Restore your deleted account',
    description:
      'Works for 14 days after the deletion. Everything is as it was, except that sessions stay ended. For an account that is not deleted it is the same as signing in.',
    message: 'Account restored',
    returns: SignedInResponse,
    failures: [new CredentialsInvalid(), new AccountDeactivated(), new SignInLocked(30), new PasswordsBusy()],
  })
  restore(@Body() request: LoginRequest, @CurrentClient() client: Client): Promise<SignedInView> {
    return this.restores.restore(request, client);
  }

  @Public()
  @Post('refresh')
  @Endpoint({
    id: 'refreshTokens',
    summary: 'Refresh tokens',
    description:
      'Replaces a refresh token. Concurrent requests with the same token get the same successor; a token that is reused later ends its session.',
    message: 'Tokens replaced',
    returns: RefreshedResponse,
    failures: [new RefreshTokenInvalid(), new RefreshTokenReused(), new RefreshSuperseded()],
  })
  async refresh(
    @Body() { refreshToken }: RefreshRequest,
    @CurrentClient() client: Client,
  ): Promise<{ tokens: TokensView }> {
    return { tokens: await this.tokens.refresh(refreshToken, client) };
  }

  @ApiBearerAuth()
  @Post('logout')
  @Endpoint({
    id: 'logout',
    summary: 'Sign out',
    description: 'Ends the session that the access token belongs to.',
    message: 'Signed out',
    returns: null, // Many clients send their refresh token along; nobody is to stay signed in for that.
    ignoresBody: true,
    failures: [new SessionNotFound()],
  })
  logout(@CurrentActor() actor: Actor): Promise<void> {
    return this.sessions.end(actor, actor.sessionId, 'signed_out');
  }

  @ApiBearerAuth()
  @Post('password')
  @Endpoint({
    id: 'changePassword',
    summary: 'Change the password',
    description: 'Ends all other sessions.',
    message: 'Password changed',
    returns: null,
    failures: [new PasswordWrong('currentPassword'), new SignInLocked(30), new PasswordsBusy()],
  })
  changePassword(@CurrentActor() actor: Actor, @Body() request: ChangePasswordRequest): Promise<void> {
    return this.passwords.change(actor, request);
  }
}
