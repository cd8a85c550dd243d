import { randomBytes, randomInt } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApp } from '../create-app.js';
import type { Core } from '../core.module.js';
import { DemoClient } from './demo-client.js';
import { STORY_DAYS } from './demo-plan.js';
import { DemoStory } from './demo-story.js';
import { MovableClock } from './movable-clock.js';
import { seededRandom } from './random.js';

const DAY_MS = 86_400_000;
const ADDRESSES = 100;

/** How to sign in to a demonstration. */
export interface DemoAccount {
  readonly email: string;
  readonly password: string;
}

/**
 * Makes a demonstration account with a few weeks of history: a second program on the same database, whose clock is moved
 * through those weeks, is used over its API as a person would. The same seed tells the same story.
 */
export async function seedDemo(core: Core, seed = String(randomInt(1_000_000))): Promise<DemoAccount> {
  const startsAt = new Date(Date.now() - STORY_DAYS * DAY_MS);
  const clock = new MovableClock(startsAt);
  // Jobs stay with the program that serves: their time is the real one.
  const app = await createApp({ ...core, config: core.config.withRole('api'), clock });
  try {
    await app.listen(0, '127.0.0.1');
    const client = new DemoClient(addressOf(app));
    const account = await register(client);
    const story = new DemoStory(client, clock, seededRandom(seed));
    await story.tell(startsAt);
    return account;
  } finally {
    await app.close();
  }
}

/** What to tell the person who started the program. */
export function demoAccountLines({ email, password }: DemoAccount): string[] {
  return [`  Demo       ${email}`, `  Password   ${password}  (shown this once)`];
}

async function register(client: DemoClient): Promise<DemoAccount> {
  const password = randomBytes(12).toString('base64url');
  const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (let n = 1; n <= ADDRESSES; n++) {
    const email = n === 1 ? 'demo@example.org' : `demo-${n}@example.org`;
    if (await client.register({ email, password, name: 'Demo', timeZone })) return { email, password };
  }
  throw new Error(`there are ${ADDRESSES} demonstration accounts already`);
}

function addressOf(app: NestExpressApplication): string {
  const { port } = app.getHttpServer().address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
