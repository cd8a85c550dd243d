import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Database, statement } from '../../../src/platform/database/database.js';
import { Listener } from '../../../src/platform/database/listener.js';
import { cloneDatabase } from '../../support/template-database.js';
import { startProgram, type Program } from '../jobs/program.js';
import { until } from '../jobs/until.js';

const TERMINATE = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'brainboard-listener'
  AND datname = `;
const NOTIFY = statement('test.notify', 'SELECT pg_notify($1, $2)');

describe('listening to PostgreSQL', () => {
  let clone: Awaited<ReturnType<typeof cloneDatabase>>;
  let admin: pg.Client;
  let program: Program;
  let listener: Listener;
  let databaseName: string;

  beforeEach(async () => {
    clone = await cloneDatabase();
    databaseName = new URL(clone.url).pathname.slice(1);
    admin = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
    await admin.connect();
    program = await startProgram({ databaseUrl: clone.url, role: 'api' });
    listener = program.module.get(Listener);
  });

  afterEach(async () => {
    await program.close();
    await admin.end();
    await clone.drop();
  });

  const notify = (channel: string, message: string): Promise<unknown> =>
    program.module.get(Database).query(NOTIFY, [channel, message]);

  /** Listens, and waits until the channel is open, which is what the first call says. */
  const hear = async (channel: string): Promise<{ heard: (string | undefined)[]; stop: () => void }> => {
    const heard: (string | undefined)[] = [];
    const stop = listener.listen(channel, (message) => heard.push(message));
    await until(() => heard.length > 0);
    return { heard, stop };
  };

  it('hears the messages of its channels, also of a second one and a second listener', async () => {
    const one = await hear('one');
    const other = await hear('The "Other"');
    const again = await hear('one');

    await notify('one', 'a');
    await notify('The "Other"', 'b');
    await until(() => other.heard.includes('b'));
    again.stop();
    await notify('one', 'c');
    await until(() => one.heard.includes('c'));

    expect(one.heard.filter((message) => message !== undefined)).toEqual(['a', 'c']);
    expect(other.heard).toEqual([undefined, 'b']);
    expect(again.heard.filter((message) => message !== undefined)).toEqual(['a']);
  });

  it('comes back when it is cut off, and says that it may have missed something', async () => {
    const { heard } = await hear('one');
    await admin.query(`${TERMINATE} $1`, [databaseName]);
    await until(() => heard.length === 2);

    await notify('one', 'after');
    await until(() => heard.length === 3);

    expect(heard).toEqual([undefined, undefined, 'after']);
    expect(program.log.of('database.listener_lost')).toHaveLength(1);
  });

  it('goes on trying while it is refused', async () => {
    await admin.query(`ALTER DATABASE ${databaseName} ALLOW_CONNECTIONS false`);
    const heard: (string | undefined)[] = [];
    listener.listen('one', (message) => heard.push(message));
    listener.listen('two', () => undefined);
    await until(() => program.log.of('database.listener_lost').length === 2);

    await admin.query(`ALTER DATABASE ${databaseName} ALLOW_CONNECTIONS true`);
    await until(() => heard.length === 1);

    expect(program.log.of('database.listener_lost').map(({ fields }) => fields.retryInMs)).toEqual([
      100, 200,
    ]);
  });
});
