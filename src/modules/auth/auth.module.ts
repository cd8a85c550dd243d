import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Config } from '../../config/config.js';
import { UsersModule } from '../users/users.module.js';
import { AuthController } from './auth.controller.js';
import { AuthGuard } from './auth.guard.js';
import { AuthService } from './auth.service.js';
import { KnownNetwork } from './login-throttle/known-network.entity.js';
import { LoginThrottle } from './login-throttle/login-throttle.js';
import { SignInAttempt } from './login-throttle/sign-in-attempt.entity.js';
import { SignInAttemptsRepository } from './login-throttle/sign-in-attempts.repository.js';
import { Credential } from './passwords/credential.entity.js';
import { CredentialsRepository } from './passwords/credentials.repository.js';
import { CredentialsService } from './passwords/credentials.service.js';
import { PasswordCheckService } from './passwords/password-check.service.js';
import { PasswordChangeService } from './passwords/password-change.service.js';
import { PasswordSlots } from './passwords/password-slots.js';
import { Passwords } from './passwords/passwords.js';
import { OwnAccountController } from './own-account/own-account.controller.js';
import { OwnAccountService } from './own-account/own-account.service.js';
import { RestoreService } from './own-account/restore.service.js';
import { PurgeAuthJob } from './purge-auth.job.js';
import { RateLimitGuard } from './rate-limit.guard.js';
import { SecurityLog } from './security-log.js';
import { EndSessionsSubscriber } from './sessions/end-sessions.subscriber.js';
import { RefreshToken } from './sessions/refresh-token.entity.js';
import { Session } from './sessions/session.entity.js';
import { SessionTokensService } from './sessions/session-tokens.service.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsRepository } from './sessions/sessions.repository.js';
import { SessionsService } from './sessions/sessions.service.js';
import { SignInService } from './sessions/sign-in.service.js';
import { AccessTokens } from './tokens/access-tokens.js';
import { jwtOptions } from './tokens/jwt-options.js';
import { RefreshTokens } from './tokens/refresh-tokens.js';
import { SigningKeys } from './tokens/signing-keys.js';

/** Signing in and out, and the guard that closes every route by default. */
@Module({
  imports: [
    UsersModule,
    TypeOrmModule.forFeature([Credential, Session, RefreshToken, SignInAttempt, KnownNetwork]),
    JwtModule.registerAsync({ inject: [Config], useFactory: jwtOptions }),
  ],
  controllers: [AuthController, OwnAccountController, SessionsController],
  providers: [
    AccessTokens,
    AuthService,
    CredentialsRepository,
    CredentialsService,
    EndSessionsSubscriber,
    LoginThrottle,
    OwnAccountService,
    PasswordCheckService,
    PasswordChangeService,
    PasswordSlots,
    Passwords,
    PurgeAuthJob,
    RefreshTokens,
    RestoreService,
    SecurityLog,
    SessionTokensService,
    SessionsRepository,
    SessionsService,
    SignInAttemptsRepository,
    SignInService,
    SigningKeys,
    // In this order: whoever asks too often is refused before their session is looked up.
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
  exports: [AuthService],
})
export class AuthModule {}
