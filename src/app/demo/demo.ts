import { randomBytes, randomInt } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SystemClock } from '../../common/time/clock.js';
import { addDays } from '../../common/time/local-date.js';
import { userDay } from '../../common/time/user-day.js';
import type { Config } from '../../config/config.js';
import type { Logger } from '../../platform/logging/logger.js';
import { createApp } from '../create-app.js';
import { DemoClient } from './demo-client.js';
import { STORY_DAYS } from './demo-plan.js';
import { DemoStory, eveningOf } from './demo-story.js';
import { MovableClock } from './movable-clock.js';
import { QuietLogger } from './quiet-logger.js';
import { seededIds, seededRandom } from './random.js';

const ADDRESSES = 100;

/** The address of the first demonstration in an installation. */
export const DEMO_EMAIL = 'demo@example.org';

/** How to sign in to a demonstration. */
export interface DemoAccount {
  readonly email: string;
  readonly password: string;
}

/** What a demonstration shares with the program that makes it. */
export interface RunningCore {
  readonly config: Config;
  readonly logger: Logger;
}

interface Wish {
  /** The same seed tells the same story; any, if not given. */
  readonly seed?: string | undefined;
  /** Ends the making early. */
  readonly signal?: AbortSignal;
}

/**
 * Makes a demonstration account with a few weeks of history: a second program on the same database, whose clock is moved
 * through those weeks, is used over its API as a person would.
 */
export async function seedDemo({ config, logger }: RunningCore, wish: Wish = {}): Promise<DemoAccount> {
  const { seed = String(randomInt(1_000_000)), signal } = wish;
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const today = userDay(new SystemClock().now(), { timeZone, dayStart: '00:00' });
  const firstDay = addDays(today, -STORY_DAYS);
  const clock = new MovableClock(eveningOf(firstDay, timeZone));
  // Jobs stay with the program that serves: their time is the real one.
  // It sends the requests of three weeks within a minute.
  const quickly = config.with({ ROLE: 'api', RATE_LIMIT: 'off' });
  const app = await createApp({ config: quickly, logger: new QuietLogger(logger), clock });
  try {
    await app.listen(0, '127.0.0.1');
    const client = new DemoClient(addressOf(app), signal);
    const account = await register(client, timeZone);
    const [chance, newId] = [seededRandom(seed), seededIds(`${seed} ${account.email}`)];
    await new DemoStory({ client, clock, chance, newId }).tell(firstDay, timeZone);
    return account;
  } finally {
    await app.close();
  }
}

/** What to tell the person who started the program. */
export function demoAccountLines({ email, password }: DemoAccount): string[] {
  return [`  Demo       ${email}`, `  Password   ${password}  (shown this once)`];
}

async function register(client: DemoClient, timeZone: string): Promise<DemoAccount> {
  const password = randomBytes(12).toString('base64url');
  for (let n = 1; n <= ADDRESSES; n++) {
    const email = n === 1 ? DEMO_EMAIL : `demo-${n}@example.org`;
    if (await client.register({ email, password, name: 'Demo', timeZone })) return { email, password };
  }
  throw new Error(`there are ${ADDRESSES} demonstration accounts already`);
}

function addressOf(app: NestExpressApplication): string {
  const { port } = app.getHttpServer().address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
