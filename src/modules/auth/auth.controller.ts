import { Body, Controller, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../common/auth/actor.js';
import { CurrentActor, Public } from '../../common/auth/decorators.js';
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
    summary: 'Make an account and sign in',
    message: 'Account created',
    status: 201,
    returns: SignedInResponse,
    location: '/users/me',
    failures: { 409: 'email_taken' },
  })
  register(@Body() request: RegisterRequest, @CurrentClient() client: Client): Promise<SignedInView> {
    return this.auth.register(request, client);
  }

  @Public()
  @Post('login')
  @Endpoint({
    summary: 'Sign in',
    message: 'Signed in',
    returns: SignedInResponse,
    failures: {
      401: 'credentials_invalid',
      403: 'account_deactivated, account_deletion_pending',
      429: 'sign_in_locked',
    },
  })
  login(@Body() request: LoginRequest, @CurrentClient() client: Client): Promise<SignedInView> {
    return this.auth.login(request, client);
  }

  @Public()
  @Post('restore')
  @Endpoint({
    summary: 'Restore your deleted account and sign in',
    description:
      'Works for 14 days after the deletion; everything is as it was, but for the sessions, which stay ended. ' +
      'For an account that was not deleted it is the same as signing in.',
    message: 'Account restored',
    returns: SignedInResponse,
    failures: { 401: 'credentials_invalid', 403: 'account_deactivated', 429: 'sign_in_locked' },
  })
  restore(@Body() request: LoginRequest, @CurrentClient() client: Client): Promise<SignedInView> {
    return this.restores.restore(request, client);
  }

  @Public()
  @Post('refresh')
  @Endpoint({
    summary: 'Replace a refresh token',
    description:
      'Requests that race each other with one token all get the same successor. A token that comes back later ends its session.',
    message: 'Tokens replaced',
    returns: RefreshedResponse,
    failures: { 401: 'refresh_token_invalid, refresh_token_reused', 409: 'refresh_superseded' },
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
    summary: 'Sign out of this session',
    message: 'Signed out',
    returns: null,
    // Many clients send their refresh token along; nobody is to stay signed in for that.
    ignoresBody: true,
    failures: { 404: 'session_not_found' },
  })
  logout(@CurrentActor() actor: Actor): Promise<void> {
    return this.sessions.end(actor, actor.sessionId, 'signed_out');
  }

  @ApiBearerAuth()
  @Post('password')
  @Endpoint({
    summary: 'Change your password and end your other sessions',
    message: 'Password changed',
    returns: null,
    failures: { 422: 'password_wrong', 429: 'sign_in_locked' },
  })
  changePassword(@CurrentActor() actor: Actor, @Body() request: ChangePasswordRequest): Promise<void> {
    return this.passwords.change(actor, request);
  }
}
