import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { openCommand } from '../../../src/app/commands.js';
import type { Installation } from '../../../src/app/installation.js';
import { Shutdown } from '../../../src/app/shutdown.js';
import { createLogger } from '../../../src/platform/logging/logger.js';
import { signUp } from '../../factories/users.js';
import { startTestApp, testConfig, type TestApp } from '../../support/test-app.js';

const logger = createLogger({ level: 'silent', pretty: false });

let app: TestApp;
let installation: Installation;
let said: string;

beforeEach(async () => {
  app = await startTestApp({ env: { ROLE: 'api' } });
  const config = testConfig(app.databaseUrl, { ROLE: 'api' });
  installation = { config, logger, shutdown: new Shutdown(logger) };
  said = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});

afterEach(async () => {
  jest.restoreAllMocks();
  await app.close();
});

const run = (name: string, ...args: string[]): Promise<void> => openCommand(name).work(installation, args);

describe('the command', () => {
  it('migrate has nothing to do but what every command does before', async () => {
    await run('migrate');

    expect(said).toBe('');
  });

  it('grant-admin makes an administrator of the account with the address, however it is written', async () => {
    const person = await signUp(app);

    await run('grant-admin', person.email.toUpperCase());

    expect(said.trim()).toBe(`${person.email.toUpperCase()} is an administrator now.`);
    expect((await person.api.get('/users')).status).toBe(200);
  });

  it('grant-admin says where there is no such account, and where none is named', async () => {
    await expect(run('grant-admin', 'nobody@example.org')).rejects.toThrow(
      'there is no account with the address nobody@example.org',
    );
    await expect(run('grant-admin')).rejects.toThrow('give the e-mail address of an account');
  });

  it('redrive-jobs has jobs tried again that were given up, of one name or of all', async () => {
    const database = app.app.get(DataSource);
    await database.query(
      `INSERT INTO jobs (id, queue, name, payload, state, run_at, dead_at, last_error)
       SELECT gen_random_uuid(), 'ai', name, '{}', 'dead', now(), now(), 'failed'
       FROM unnest(ARRAY['a', 'b', 'b']) AS name`,
    );

    await run('redrive-jobs', 'a');
    await run('redrive-jobs');

    expect(said).toBe('Jobs that are tried again: 1\nJobs that are tried again: 2\n');
    expect(await database.query('SELECT DISTINCT state FROM jobs')).toEqual([{ state: 'waiting' }]);
  });

  it('seed refuses an option that is none', async () => {
    await expect(run('seed', '--sead', '7')).rejects.toThrow("Unknown option '--sead'");
  });
});

describe('a name that is no command’s', () => {
  it.each([
    ['sing', /^there is no command sing: use one of migrate, seed, docs, redrive-jobs, grant-admin$/],
    ['constructor', /^there is no command constructor: /],
    [undefined, /^name a command: use one of migrate, /],
  ])('%s is answered with those that there are', (name, words) => {
    expect(() => openCommand(name)).toThrow(words);
  });
});
