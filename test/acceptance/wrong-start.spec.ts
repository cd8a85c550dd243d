import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloneDatabase, type ClonedDatabase } from '../support/template-database.js';
import { build } from '../support/compiled-server.js';
import { dataFolder, removeDataFolders } from './data-folders.js';
import { endAll, Program } from './program.js';
import { emptyDatabase } from '../support/empty-database.js';

const STACK = /^\s+at /m;

/** How a start failed. */
interface Failure {
  readonly code: number | string;
  readonly said: string;
}

async function start(variables: Record<string, string>): Promise<Failure> {
  const program = Program.run(variables);
  return { code: await program.ended, said: program.output.trim() };
}

beforeAll(build);

afterAll(async () => {
  await endAll();
  await removeDataFolders();
});

describe('a configuration that is wrong', () => {
  let starts: Promise<Failure>[];

  // Each takes a second before it says a word, all of them together not much more.
  beforeAll(() => {
    starts = [
      start({ PORT: 'abc', JWT_ACCESS_TTL: '-5', DATABASE_URL: 'foo' }),
      start({ JWT_SECRET: 'short-secret', DATABASE_URL: 'mysql://u:hush@h/d' }),
      start({ JWT_SECRET_FILE: join(dataFolder(), 'none') }),
    ];
  });

  it('is told all at once, each variable with an example, and ends the program with code 78', async () => {
    const { code, said } = await starts[0]!;

    expect(code).toBe(78);
    const [title, ...problems] = said.split('\n');
    expect(title).toBe('The configuration is wrong:');
    expect(problems.map((line) => /^ {2}(\w+) must .*\(example: .+\)$/.exec(line)?.[1])).toEqual([
      'PORT',
      'DATABASE_URL',
      'JWT_ACCESS_TTL',
    ]);
    expect(said).not.toMatch(STACK);
  });

  it('is told without the secrets in it', async () => {
    const { code, said } = await starts[1]!;

    expect(code).toBe(78);
    expect(said).toContain('JWT_SECRET must be at least 32 characters long');
    expect(said).not.toMatch(/short-secret|hush/);
  });

  it('names a file of a secret that is not there', async () => {
    const { code, said } = await starts[2]!;

    expect(code).toBe(78);
    expect(said).toContain("JWT_SECRET can't be read from the file that JWT_SECRET_FILE names");
  });
});

describe('what stands in the way of a start is told in words', () => {
  let clone: ClonedDatabase;
  let empty: ClonedDatabase;
  let occupied: Server;
  let port: number;
  let file: string;
  let starts: Promise<Failure>[];

  beforeAll(async () => {
    [clone, empty] = await Promise.all([cloneDatabase(), emptyDatabase()]);
    occupied = createServer().listen(0, '127.0.0.1');
    await once(occupied, 'listening');
    ({ port } = occupied.address() as AddressInfo);
    file = join(dataFolder(), 'file');
    writeFileSync(file, '');
    const otherPassword = new URL(clone.url);
    otherPassword.password = 'wrong';
    starts = [
      start({ DATABASE_URL: clone.url, PORT: String(port) }),
      start({ DATABASE_URL: 'postgres://user:hush@127.0.0.1:1/none' }),
      start({ DATABASE_URL: otherPassword.href }),
      start({ DATABASE_URL: empty.url, DATABASE_MIGRATE: 'false' }),
      start({ DATA_DIR: file }),
    ];
  });

  afterAll(async () => {
    await Promise.all(starts);
    await Promise.all([clone.drop(), empty.drop()]);
    occupied.close();
  });

  it('where another program has the port', async () => {
    expect(await starts[0]!).toEqual({
      code: 1,
      said: `Port ${port} can't be used: another program listens on it. End that one, or set PORT to another.`,
    });
  });

  it('where the database does not answer', async () => {
    const { code, said } = await starts[1]!;

    expect(code).toBe(1);
    expect(said).toMatch(/^The database of DATABASE_URL can't be used: .*ECONNREFUSED/);
    expect(said).not.toMatch(STACK);
    expect(said).not.toContain('hush');
  });

  it('where the password of the database is wrong', async () => {
    const { code, said } = await starts[2]!;

    expect(code).toBe(1);
    expect(said).toMatch(/^The database of DATABASE_URL can't be used: password authentication failed/);
    expect(said).not.toMatch(STACK);
  });

  it('where nobody has migrated the database, and it is not to be done at the start', async () => {
    const { code, said } = await starts[3]!;

    expect(code).toBe(1);
    expect(said).toMatch(/^The database lacks \d+ migrations .*Run the command migrate/);
    expect(said).not.toMatch(STACK);
  });

  it('where the data folder is a file', async () => {
    const { code, said } = await starts[4]!;

    expect(code).toBe(1);
    expect(said).toMatch(/^The data folder .* can't be used: /);
    expect(said).not.toMatch(STACK);
  });
});
