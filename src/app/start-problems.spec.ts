import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { NotFoundError } from '../common/errors/app-error.js';
import { DatabaseUnusable } from '../platform/database/migrate.js';
import { EmbeddedPostgresError } from '../platform/embedded/embedded-postgres.errors.js';
import { problemInWords, StartProblem } from './start-problems.js';

async function listenFailure(port: number, host: string): Promise<unknown> {
  return once(createServer().listen(port, host), 'listening').catch((error: unknown) => error);
}

describe('what is told of a failed start', () => {
  it.each([
    new StartProblem('name a command'),
    new NotFoundError('user_not_found', 'there is no such user'),
    new DatabaseUnusable('the database does not answer'),
    new EmbeddedPostgresError('folder_in_use', 'another one runs'),
  ])('is the message of what a person can put right (%#)', (error) => {
    expect(problemInWords(error)).toBe(error.message);
  });

  it('is nothing of a fault of ours, whose stack says more', () => {
    expect(problemInWords(new TypeError('undefined is not a function'))).toBeUndefined();
    expect(problemInWords(Object.assign(new Error('gone'), { code: 'ENOENT' }))).toBeUndefined();
    expect(problemInWords('a word')).toBeUndefined();
  });

  it('names the port that is taken, and what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };

    const words = problemInWords(await listenFailure(port, '127.0.0.1'));

    other.close();
    expect(words).toBe(
      `Port ${port} can't be used: another program listens on it. End that one, or set PORT to another.`,
    );
  });

  it.each([
    ['203.0.113.7', 'this machine does not have that address. Set HOST to one that it has'],
    ['no-such-host.invalid', 'there is no such host. Set HOST to an address of this machine'],
  ])('names what is wrong with the address %s', async (host, reason) => {
    expect(problemInWords(await listenFailure(0, host))).toContain(`can't be used: ${reason}.`);
  });

  it('says nothing of ports where something else could not be reached', () => {
    expect(problemInWords(Object.assign(new Error('no'), { code: 'EACCES' }))).toBeUndefined();
  });

  it('is the message of an option that is none', () => {
    let error: unknown;
    try {
      parseArgs({ args: ['--sead'], options: {} });
    } catch (thrown) {
      error = thrown;
    }

    expect(problemInWords(error)).toMatch(/^Unknown option '--sead'/);
  });
});
