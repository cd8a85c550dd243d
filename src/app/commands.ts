import { parseArgs } from 'node:util';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { UsersService } from '../modules/users/users.service.js';
import { migrate } from '../platform/database/migrate.js';
import { EmbeddedPostgresError } from '../platform/embedded/embedded-postgres.errors.js';
import { DeadLetters } from '../platform/jobs/dead-letters.js';
import { createApp } from './create-app.js';
import { demoAccountLines, seedDemo } from './demo/demo.js';
import { openInstallation, say, type Installation } from './installation.js';
import { staleReference, writeReference } from './reference/write-reference.js';
import { StartProblem } from './start-problems.js';

/** What a shell says of a program that was interrupted. */
const INTERRUPTED = 130;

/** What a one-off command does with its arguments, on an installation whose database is migrated. */
type Work = (installation: Installation, args: string[]) => Promise<void>;

interface Command {
  readonly name: string;
  readonly work: Work;
}

/** What reads and writes only files. */
const WITHOUT_DATABASE = new Set(['docs']);

const COMMANDS: Record<string, Work> = {
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
    if (email === undefined)
      throw new StartProblem('give the e-mail address of an account: npm run grant-admin -- ada@example.org');
    await withApp(installation, async (app) => {
      const users = app.get(UsersService);
      if (!(await users.findByEmail(email)))
        throw new StartProblem(`there is no account with the address ${email}`);
      await users.grantAdmin(email);
      say(`${email} is an administrator now.`);
    });
  },
};

/** The command of that name; throws a StartProblem that lists them. */
export function openCommand(name = ''): Command {
  const work = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (work) return { name, work };
  const wrong = name === '' ? 'name a command' : `there is no command ${name}`;
  throw new StartProblem(`${wrong}: use one of ${Object.keys(COMMANDS).join(', ')}`);
}

/** Runs a command on this installation; its database, if it needs one, is brought up to date before. */
export async function runCommand({ name, work }: Command, args: string[]): Promise<void> {
  const needsDatabase = !WITHOUT_DATABASE.has(name);
  const installation = await openInstallation({
    overrides: { ROLE: 'api' },
    exitCode: INTERRUPTED,
    needsDatabase,
  }).catch((error: unknown) => {
    throw besideServer(name, error) ?? error;
  });
  const { config, logger, shutdown } = installation;
  try {
    const done = needsDatabase ? await shutdown.unlessEnding(migrate(config, logger)) : [];
    if (done.length > 0) say(`Migrated: ${done.join(', ')}`);
    await shutdown.unlessEnding(work(installation, args));
  } finally {
    await shutdown.close();
  }
}

/** What to do where a running server has the embedded database, of which only one process can have the use. */
function besideServer(name: string, error: unknown): StartProblem | undefined {
  if (!(error instanceof EmbeddedPostgresError) || error.problem !== 'folder_in_use') return undefined;
  return new StartProblem(
    `The command ${name} needs the database of a Brainboard that is running. Stop that one, run the command again, ` +
      `and start it again. (${error.message.split('. ', 1)[0] ?? ''}.)`,
    { cause: error },
  );
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
