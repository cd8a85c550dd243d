import { parseArgs } from 'node:util';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { UsersService } from '../modules/users/users.service.js';
import { migrate } from '../platform/database/migrate.js';
import { DeadLetters } from '../platform/jobs/dead-letters.js';
import { createApp } from './create-app.js';
import { demoAccountLines, seedDemo } from './demo/demo.js';
import { openInstallation, say, type Installation } from './installation.js';
import { staleReference, writeReference } from './reference/write-reference.js';
import { StartProblem } from './start-problems.js';

/** What a shell says of a program that was interrupted. */
const INTERRUPTED = 130;

/** A one-off command: gets a migrated installation and the words behind its name. */
type Command = (installation: Installation, args: string[]) => Promise<void>;

const COMMANDS: Record<string, Command> = {
  migrate: () => Promise.resolve(),

  async seed({ config, logger, shutdown: { signal } }, args) {
    const { values } = parseArgs({ args, options: { seed: { type: 'string' } } });
    say(...demoAccountLines(await seedDemo({ config, logger }, { seed: values.seed, signal })));
  },

  async docs(installation, args) {
    const { values } = parseArgs({ args, options: { check: { type: 'boolean' } } });
    await withApp(installation, async (app) => {
      await app.init();
      if (!values.check) {
        await writeReference(app, process.cwd());
        return;
      }
      const stale = await staleReference(app, process.cwd());
      if (stale.length > 0)
        throw new StartProblem(`not as the code says, run npm run docs: ${stale.join(', ')}`);
    });
  },

  async 'redrive-jobs'(installation, [name]) {
    await withApp(installation, async (app) => {
      say(`Jobs that are tried again: ${await app.get(DeadLetters).redrive(name)}`);
    });
  },

  async 'grant-admin'(installation, [email]) {
    if (email === undefined) throw new StartProblem('name the e-mail address of an account');
    await withApp(installation, async (app) => {
      const users = app.get(UsersService);
      if (!(await users.findByEmail(email)))
        throw new StartProblem(`nobody has an account with the address ${email}`);
      await users.grantAdmin(email);
      say(`${email} is an administrator now.`);
    });
  },
};

/** The command of that name; throws a StartProblem that lists them. */
export function openCommand(name = ''): Command {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return command;
  const wrong = name === '' ? 'name a command' : `there is no command ${name}`;
  throw new StartProblem(`${wrong}: use one of ${Object.keys(COMMANDS).join(', ')}`);
}

/** Runs a command on this installation, with its database brought up to date before. */
export async function runCommand(command: Command, args: string[]): Promise<void> {
  const installation = await openInstallation({ overrides: { ROLE: 'api' }, exitCode: INTERRUPTED });
  const { config, logger, shutdown } = installation;
  try {
    const done = await shutdown.unlessEnding(migrate(config, logger));
    if (done.length > 0) say(`Migrated: ${done.join(', ')}`);
    await shutdown.unlessEnding(command(installation, args));
  } finally {
    await shutdown.close();
  }
}

async function withApp(
  { config, logger }: Installation,
  work: (app: NestExpressApplication) => Promise<void>,
): Promise<void> {
  const app = await createApp({ config, logger });
  try {
    await work(app);
  } finally {
    await app.close();
  }
}
