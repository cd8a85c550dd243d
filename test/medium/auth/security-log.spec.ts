import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from '../../../src/common/ids/uuid.js';
import { SignInsThrottled, SignedIn } from '../../../src/modules/auth/auth.events.js';
import { SecurityLog } from '../../../src/modules/auth/security-log.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { EventLog } from '../../../src/platform/events/event-log.js';
import { Logger } from '../../../src/platform/logging/logger.js';
import { eventsOf } from '../../support/event-rows.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

type Line = readonly [level: string, event: string, fields: object];

class LineKeeper extends Logger {
  override level = 'debug';
  readonly lines: Line[] = [];

  override debug(fields: object, event: string): void {
    this.lines.push(['debug', event, fields]);
  }

  override info(fields: object, event: string): void {
    this.lines.push(['info', event, fields]);
  }

  override warn(fields: object, event: string): void {
    this.lines.push(['warn', event, fields]);
  }

  override error(fields: object, event: string): void {
    this.lines.push(['error', event, fields]);
  }

  override flush(): void {
    return;
  }
}

describe('the security log', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp();
  });

  afterAll(async () => {
    await app.close();
  });

  function start(): { security: SecurityLog; uow: UnitOfWork; lines: Line[] } {
    const uow = app.app.get(UnitOfWork);
    const logger = new LineKeeper();
    return { security: new SecurityLog(app.app.get(EventLog), uow, logger), uow, lines: logger.lines };
  }

  it('writes events with the change that they tell of, and a line for each', async () => {
    const { security, uow, lines } = start();
    const userId = uuidv7();
    const payload = { sessionId: uuidv7(), address: '203.0.113.7' };

    await uow.run(async () => {
      await Promise.resolve();
      security.record(new SignedIn(userId, payload));
    });

    expect(await eventsOf(app, userId)).toEqual([{ type: 'auth.signed_in.v1', payload, actorId: null }]);
    expect(lines).toEqual([['info', 'auth.signed_in', { ...payload, userId }]]);
  });

  it('waits at the end for what it writes aside', async () => {
    const { security, lines } = start();
    const userId = uuidv7();

    security.recordAside(new SignInsThrottled(userId, { address: '203.0.113.7' }));
    await security.beforeApplicationShutdown();

    expect(await eventsOf(app, userId)).toMatchObject([{ type: 'auth.sign_ins_throttled.v1' }]);
    expect(lines).toEqual([['warn', 'auth.sign_ins_throttled', { address: '203.0.113.7', userId }]]);
  });

  it('says so when an event could not be written aside', async () => {
    const { security, lines } = start();

    security.recordAside(new SignInsThrottled('no id', { address: '203.0.113.7' }));
    await security.beforeApplicationShutdown();

    expect(lines.at(-1)?.slice(0, 2)).toEqual(['error', 'auth.event_lost']);
  });

  it('has only a line for failures that belong to no account', () => {
    const { security, lines } = start();

    security.noteStranger('203.0.113.7');
    security.logThrottledNetwork('203.0.113.7');

    expect(lines).toEqual([
      ['warn', 'auth.sign_in_failed', { address: '203.0.113.7' }],
      ['warn', 'auth.network_throttled', { address: '203.0.113.7' }],
    ]);
  });
});
