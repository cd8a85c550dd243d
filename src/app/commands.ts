import { parseArgs } from 'node:util';
import { UsersService } from '../modules/users/users.service.js';
import { migrate } from '../platform/database/migrate.js';
import { DeadLetters } from '../platform/jobs/dead-letters.js';
import { openInstallation, say, type Installation } from './boot.js';
import { createApp } from './create-app.js';
import { demoAccountLines, seedDemo } from './demo/demo.js';
import { staleReference, writeReference } from './reference/write-reference.js';

/** A one-off command: gets a migrated installation and the words behind its name. */
type Command = (installation: Installation, args: string[]) => Promise<void>;

const COMMANDS: Record<string, Command> = {
  migrate: () => Promise.resolve(),

  async seed({ config, logger }, args) {
    const { values } = parseArgs({ args, options: { seed: { type: 'string' } } });
    say(...demoAccountLines(await seedDemo({ config, logger }, values.seed)));
  },

  async docs({ config, logger }, args) {
    const { values } = parseArgs({ args, options: { check: { type: 'boolean' } } });
    const app = await createApp({ config, logger });
    await app.init();
    const stale = values.check ? await staleReference(app, process.cwd()) : [];
    if (!values.check) await writeReference(app, process.cwd());
    await app.close();
    if (stale.length > 0) throw new Error(`not as the code says, run npm run docs: ${stale.join(', ')}`);
  },

  async 'redrive-jobs'({ config, logger }, [name]) {
    const app = await createApp({ config, logger });
    say(`${await app.get(DeadLetters).redrive(name)} jobs are tried again.`);
    await app.close();
  },

  async 'grant-admin'({ config, logger }, [email = '']) {
    const app = await createApp({ config, logger });
    const user = await app.get(UsersService).grantAdmin(email);
    say(`${user.email} is an admin now.`);
    await app.close();
  },
};

/** The command of that name; throws an error that lists them. */
export function openCommand(name = ''): Command {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command)
    throw new Error(`there is no command ${name}: use one of ${Object.keys(COMMANDS).join(', ')}`);
  return command;
}

/** Runs a command on this installation, with its database brought up to date before. */
export async function runCommand(command: Command, args: string[]): Promise<void> {
  const installation = await openInstallation({ ROLE: 'api' });
  try {
    const done = await migrate(installation.config, installation.logger);
    if (done.length > 0) say(`Migrated: ${done.join(', ')}`);
    await command(installation, args);
  } finally {
    await installation.embedded?.stop();
    installation.logger.flush();
  }
}
