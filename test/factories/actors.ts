import type { Actor } from '../../src/common/auth/actor.js';
import { SessionsService } from '../../src/modules/auth/sessions/sessions.service.js';
import type { TestApp } from '../support/test-app.js';
import type { Person } from './users.js';

/** The person as services know them, looked up as the guard does. */
export function actorOf({ app }: TestApp, { id, tokens }: Person): Promise<Actor> {
  const [, claims = ''] = tokens.accessToken.split('.');
  const { sid } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sid: string };
  return app.get(SessionsService, { strict: false }).actorOf({ id, sessionId: sid });
}
