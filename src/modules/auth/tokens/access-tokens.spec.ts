import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { JwtService } from '@nestjs/jwt';
import type { Request } from 'express';
import { FakeClock } from '../../../../test/support/fake-clock.js';
import { uuidv7 } from '../../../common/ids/uuid.js';
import { Config } from '../../../config/config.js';
import { readEnv } from '../../../config/env.js';
import { TokenExpired, TokenInvalid, TokenMissing } from '../auth.errors.js';
import { AccessTokens } from './access-tokens.js';
import { jwtOptions } from './jwt-options.js';
import { SigningKeys } from './signing-keys.js';

const SECRET = 'the present key, which is long enough to be one';
const PREVIOUS = 'the previous key, which is long enough to be one';
const NOW = '2026-03-01T08:00:00.000Z';
const holder = { userId: uuidv7(), sessionId: uuidv7(), role: 'user' as const };
const clock = new FakeClock(NOW);

function keysOf(env: Record<string, string>): { config: Config; keys: SigningKeys } {
  const config = new Config(readEnv({ JWT_ACCESS_TTL: '60', ...env }), 'postgres://localhost/none');
  return { config, keys: new SigningKeys(config) };
}

function tokensWith(env: Record<string, string> = {}): AccessTokens {
  const { config, keys } = keysOf({ JWT_SECRET: SECRET, ...env });
  return new AccessTokens(new JwtService(jwtOptions(config)), keys, clock, config);
}

const bearing = (token?: string, scheme = 'Bearer'): Request =>
  ({ headers: token === undefined ? {} : { authorization: `${scheme} ${token}` } }) as Request;

/** Signs by hand, so that everything about a token can be wrong. */
function forge(header: object, claims: object, secret = SECRET): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part(header)}.${part(claims)}`;
  const digest = 'alg' in header && header.alg === 'HS512' ? 'sha512' : 'sha256';
  return `${signed}.${createHmac(digest, secret).update(signed).digest('base64url')}`;
}

const seconds = Date.parse(NOW) / 1000;
const claims = { sub: holder.userId, sid: holder.sessionId, iss: 'brainboard', exp: seconds + 60 };
const kid = keysOf({ JWT_SECRET: SECRET }).keys.current.id;
const good = { alg: 'HS256', typ: 'JWT', kid };

describe('access tokens', () => {
  it('say whom and which session they are for', () => {
    const token = tokensWith().sign(holder);

    expect(tokensWith().verify(bearing(token))).toMatchObject({
      id: holder.userId,
      sessionId: holder.sessionId,
    });
    expect(tokensWith().verify(bearing(token, 'bearer'))).toMatchObject({ id: holder.userId });
  });

  it('are what a hand-made token with the right key is', () => {
    expect(tokensWith().verify(bearing(forge(good, claims)))).toMatchObject({ id: holder.userId });
  });

  it('end by the injected clock, to the second', () => {
    const tokens = tokensWith();
    const token = tokens.sign(holder);

    clock.advance(59_999);
    expect(tokens.verify(bearing(token))).toMatchObject({ id: holder.userId });
    clock.advance(1);
    expect(() => tokens.verify(bearing(token))).toThrow(TokenExpired);
    clock.set(NOW);
  });

  it('signed with the previous key are good while that key is configured', () => {
    const token = tokensWith({ JWT_SECRET: PREVIOUS }).sign(holder);

    expect(tokensWith({ JWT_PREVIOUS_SECRET: PREVIOUS }).verify(bearing(token))).toMatchObject({
      id: holder.userId,
    });
    expect(() => tokensWith().verify(bearing(token))).toThrow(TokenInvalid);
  });

  it('are signed with the present key, also while there is a previous one', () => {
    const token = tokensWith({ JWT_PREVIOUS_SECRET: PREVIOUS }).sign(holder);

    expect(tokensWith().verify(bearing(token))).toMatchObject({ id: holder.userId });
  });

  it.each([
    ['no header', undefined],
    ['another scheme', 'Basic'],
  ])('are asked for where there is %s', (_, scheme) => {
    const request = scheme === undefined ? bearing() : bearing('YWRhOnB3', scheme);

    expect(() => tokensWith().verify(request)).toThrow(TokenMissing);
  });

  it.each([
    [
      'of the algorithm none',
      `${forge({ ...good, alg: 'none' }, claims)
        .split('.')
        .slice(0, 2)
        .join('.')}.`,
    ],
    ['of the algorithm none with a signature', forge({ ...good, alg: 'none' }, claims)],
    ['of another algorithm with the right key', forge({ ...good, alg: 'HS512' }, claims)],
    ['of an asymmetric algorithm', forge({ ...good, alg: 'RS256' }, claims)],
    ['signed with a foreign key under our name', forge(good, claims, PREVIOUS)],
    ['signed under a name that no key has', forge({ ...good, kid: 'another' }, claims)],
    ['signed without a name', forge({ alg: 'HS256', typ: 'JWT' }, claims)],
    ['of another issuer', forge(good, { ...claims, iss: 'somebody' })],
    ['without an end', forge(good, { ...claims, exp: undefined })],
    ['with an end that is no number', forge(good, { ...claims, exp: 'tomorrow' })],
    ['without a session', forge(good, { ...claims, sid: undefined })],
    ['for something that is no id', forge(good, { ...claims, sub: "' OR 1=1" })],
    ['for a session that is no id', forge(good, { ...claims, sid: 7 })],
    ['whose claims are a text', forge(good, 'text' as unknown as object)],
    ['whose header is a text', `${Buffer.from('"text"').toString('base64url')}.e30.AAAA`],
    ['that are garbage', 'garbage'],
    ['that are dots', '..'],
    ['that were changed', forge(good, claims).replace(/.{4}$/, 'AAAA')],
  ])('are refused: those %s', (_, token) => {
    expect(() => tokensWith().verify(bearing(token))).toThrow(TokenInvalid);
  });

  it('name their key without saying anything of it', () => {
    expect(kid).toMatch(/^[\w-]{8}$/);
    expect(keysOf({ JWT_SECRET: PREVIOUS }).keys.current.id).not.toBe(kid);
  });
});
