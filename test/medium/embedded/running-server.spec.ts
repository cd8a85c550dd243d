import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { query, startHere, stopAndClean, temporaryFolder } from './servers.js';

// One server for all of them: below a folder that only its owner can enter, and longer than a socket's path may be.
let dataDir: string;
let url: string;

beforeAll(async () => {
  dataDir = join(temporaryFolder(), 'a home', 'dätä', 'x'.repeat(120));
  ({ url } = await startHere({ dataDir, durable: true }));
});
afterAll(stopAndClean);

it('works, and its data is in the data folder', async () => {
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(existsSync(join(dataDir, 'postgres', 'PG_VERSION'))).toBe(true);
});

it('gives an ordinary user of a database that sorts and compares the same everywhere', async () => {
  const [facts] = await query(
    url,
    `SELECT current_database() AS name, rolsuper AS "isSuper", pg_encoding_to_char(encoding) AS encoding,
            datlocprovider AS provider, datlocale AS locale, current_setting('timezone') AS zone,
            ARRAY(SELECT word FROM unnest(ARRAY['b', 'ä', 'B', 'a']) AS word ORDER BY word) AS sorted
       FROM pg_database, pg_roles WHERE datname = current_database() AND rolname = current_user`,
  );

  expect(facts).toEqual({
    ...{
      name: 'brainboard',
      isSuper: false,
      encoding: 'UTF8',
      provider: 'b',
      locale: 'C.UTF-8',
      zone: 'UTC',
    },
    sorted: ['B', 'a', 'b', 'ä'],
  });
});

it('keeps committed data through a crash of the machine', async () => {
  const names = ['fsync', 'full_page_writes', 'synchronous_commit'];

  const [row] = await query(
    url,
    `SELECT ${names.map((name) => `current_setting('${name}') AS ${name}`).join()}`,
  );

  expect(row).toEqual({ fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' });
});

it('lets the application read and reset the statistics of statements', async () => {
  await query(url, 'SELECT pg_stat_statements_reset()');
  await query(url, 'SELECT 41 + 1');

  const rows = await query(url, `SELECT calls FROM pg_stat_statements WHERE query = 'SELECT $1 + $2'`);
  expect(rows).toEqual([{ calls: '1' }]);
});

it('keeps its passwords, log and lock from other users', () => {
  for (const name of ['postgres.json', 'postgres.log', 'postgres', 'instance']) {
    expect([name, statSync(join(dataDir, name)).mode & 0o077]).toEqual([name, 0]);
  }
});

it('needs the password', async () => {
  const wrong = new URL(url);
  wrong.password = 'wrong';

  await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  const rules = readFileSync(join(dataDir, 'postgres', 'pg_hba.conf'), 'utf8').match(/^\w.*$/gm)!;
  expect(rules.filter((rule) => !rule.endsWith('scram-sha-256'))).toEqual([]);
});

it('is reached by loopback only, without a socket file', async () => {
  const [settings] = await query(url, `SELECT current_setting('unix_socket_directories') AS sockets`);
  expect(settings).toEqual({ sockets: '' });

  const others = Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address),
  );
  for (const host of others) expect(await answers(host, Number(new URL(url).port))).toBe(false);
});

it('does not write statements, keys and values into its log', async () => {
  await query(url, 'CREATE TABLE person (email text PRIMARY KEY)');
  await query(url, `INSERT INTO person VALUES ('ann@example.org')`);

  await expect(query(url, `INSERT INTO person VALUES ('ann@example.org')`)).rejects.toMatchObject({
    code: '23505',
  });

  const log = readFileSync(join(dataDir, 'postgres.log'), 'utf8');
  expect(log).toContain('duplicate key value');
  expect(log).not.toContain('ann@example.org');
});

async function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('error', () => {
      resolve(false);
    });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
