import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  ChecksSessionItself,
  Public,
  Requires,
  type AuthenticatedRequest,
} from '../../../src/common/auth/decorators.js';
import { LIVE_SESSION_SQL, SessionOver } from '../../../src/modules/auth/auth.contract.js';
import { RoleRequired, TokenMissing } from '../../../src/modules/auth/auth.errors.js';
import { AuthGuard } from '../../../src/modules/auth/auth.guard.js';
import { SessionsService } from '../../../src/modules/auth/sessions/sessions.service.js';
import { AccessTokens } from '../../../src/modules/auth/tokens/access-tokens.js';
import { Database, statement } from '../../../src/platform/database/database.js';
import { withRequestContext } from '../../../src/platform/logging/request-context.js';
import { actorOf } from '../../factories/actors.js';
import { signUp, signUpAdmin, type Person } from '../../factories/users.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

class Routes {
  closed(): void {
    return;
  }

  @Public()
  open(): void {
    return;
  }

  @ChecksSessionItself()
  ownCheck(): void {
    return;
  }

  @ChecksSessionItself()
  @Requires('admin')
  adminsOwnCheck(): void {
    return;
  }

  @Requires('admin')
  admins(): void {
    return;
  }
}

@Requires('admin')
class AdminRoutes {
  closed(): void {
    return;
  }

  @Public()
  open(): void {
    return;
  }
}

type Request = AuthenticatedRequest & { headers: Record<string, string> };

describe('the guard', () => {
  let app: TestApp;
  let guard: AuthGuard;
  let user: Person;
  let admin: Person;

  beforeAll(async () => {
    app = await startTestApp();
    guard = new AuthGuard(
      app.app.get(Reflector),
      app.app.get(AccessTokens, { strict: false }),
      app.app.get(SessionsService, { strict: false }),
    );
    user = await signUp(app);
    admin = await signUpAdmin(app);
  });

  afterAll(async () => {
    await app.close();
  });

  async function pass(
    route: keyof Routes,
    person?: Person,
    controller: typeof Routes | typeof AdminRoutes = Routes,
  ): Promise<Request & { userId: string | undefined }> {
    const headers: Record<string, string> = person
      ? { authorization: `Bearer ${person.tokens.accessToken}` }
      : {};
    const request: Request = { headers };
    const context = {
      getHandler: () => Reflect.get(controller.prototype, route) as unknown,
      getClass: () => controller,
      switchToHttp: () => ({ getRequest: () => request }),
    };
    return withRequestContext(undefined, async (current) => {
      expect(await guard.canActivate(context as unknown as ExecutionContext)).toBe(true);
      return { ...request, userId: current.userId };
    });
  }

  it('lets nobody through who does not say who they are', async () => {
    await expect(pass('closed')).rejects.toThrow(TokenMissing);
    await expect(pass('ownCheck')).rejects.toThrow(TokenMissing);
    await expect(pass('admins')).rejects.toThrow(TokenMissing);
  });

  it('lets everybody through where the route is open', async () => {
    expect(await pass('open')).not.toHaveProperty('actor');
    await pass('open', undefined, AdminRoutes);
  });

  it('looks up who asks, and tells the context', async () => {
    const { actor, tokenActor, userId } = await pass('closed', user);

    expect(userId).toBe(user.id);
    expect(actor).toMatchObject({
      id: user.id,
      role: 'user',
      timeZone: 'Europe/Berlin',
      dayStart: '00:00',
      dataVersion: 1,
    });
    expect(tokenActor).toMatchObject({ id: user.id, sessionId: actor?.sessionId });
  });

  it('only checks the token where the route checks the session itself', async () => {
    const gone = await signUp(app);
    await gone.api.post('/auth/logout');

    expect(await pass('ownCheck', gone)).toMatchObject({ tokenActor: { id: gone.id }, userId: gone.id });
    expect(await pass('ownCheck', gone)).not.toHaveProperty('actor');
    await expect(pass('closed', gone)).rejects.toThrow(SessionOver);
  });

  it('lets only the role through that a route or its controller asks for', async () => {
    await expect(pass('admins', user)).rejects.toThrow(RoleRequired);
    await expect(pass('closed', user, AdminRoutes)).rejects.toThrow(RoleRequired);
    expect((await pass('admins', admin)).actor).toMatchObject({ role: 'admin' });
    expect((await pass('closed', admin, AdminRoutes)).actor).toMatchObject({
      role: 'admin',
    });
  });

  it('looks a role up even where the route checks the session itself', async () => {
    await expect(pass('adminsOwnCheck', user)).rejects.toThrow(RoleRequired);
    expect((await pass('adminsOwnCheck', admin)).actor).toMatchObject({ role: 'admin' });
  });

  it('gives statements of others the same check to join', async () => {
    const database = app.app.get(Database);
    const viewers = statement('test.viewers', `WITH viewer AS (${LIVE_SESSION_SQL}) SELECT * FROM viewer`);
    const { id, sessionId } = await actorOf(app, user);
    const now = new Date();

    expect(await database.query(viewers, [id, sessionId, now])).toEqual([
      {
        id,
        role: 'user',
        time_zone: 'Europe/Berlin',
        day_start: '00:00',
        week_start: 'MO',
        locale: 'en',
        data_version: '1',
      },
    ]);
    expect(await database.query(viewers, [admin.id, sessionId, now])).toEqual([]);
    expect(await database.query(viewers, [id, sessionId, new Date('2100-01-01')])).toEqual([]);
  });
});
