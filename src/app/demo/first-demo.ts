import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Config } from '../../config/config.js';
import { AccountDeletionService } from '../../modules/users/account-deletion.service.js';
import { UsersService } from '../../modules/users/users.service.js';
import { say } from '../installation.js';
import { DEMO_EMAIL, seedDemo, type DemoAccount, type RunningCore } from './demo.js';

/**
 * Makes the demonstration that an empty embedded installation gets at its first start. One that was cut short, so that
 * nobody was told its password, is taken away and made again.
 */
export async function makeFirstDemo(
  app: NestExpressApplication,
  { config, logger }: RunningCore,
  signal: AbortSignal,
): Promise<DemoAccount | undefined> {
  if (!config.database.isEmbedded || !config.demo) return undefined;
  const users = app.get(UsersService);
  if (existsSync(unfinishedMark(config))) await removeDemo(users, app.get(AccountDeletionService));
  else if (await users.hasAny()) return undefined;

  say('', 'Making a demonstration account with three weeks of history (DEMO=false leaves it out) …');
  writeFileSync(unfinishedMark(config), '');
  return seedDemo({ config, logger }, { signal });
}

/** The account's password has been told: from now on it is the user's. */
export function keepFirstDemo(config: Config): void {
  rmSync(unfinishedMark(config), { force: true });
}

function unfinishedMark({ dataDir }: Config): string {
  return join(dataDir, 'demo-unfinished');
}

async function removeDemo(users: UsersService, deletions: AccountDeletionService): Promise<void> {
  const account = await users.findByEmail(DEMO_EMAIL);
  if (account) await deletions.eraseNow(account.id);
}
