import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Config } from '../../config/config.js';
import { readEnv } from '../../config/env.js';
import { DatabaseSockets } from './database-sockets.js';

const URL = 'postgres://user:password@localhost:5432/brainboard';

/** The sockets of a program whose statements may take so many milliseconds. */
function sockets(statementTimeoutMs: number): DatabaseSockets {
  const env = {
    NODE_ENV: 'test',
    DATABASE_URL: URL,
    DATABASE_STATEMENT_TIMEOUT: String(statementTimeoutMs),
    JWT_SECRET: 'long enough for the rules, and used by no one',
  };
  return new DatabaseSockets(new Config(readEnv(env), URL));
}

describe('the connections to PostgreSQL', () => {
  let silent: Server;
  let accepted: Socket[];

  beforeEach(async () => {
    accepted = [];
    silent = createServer((socket) => accepted.push(socket));
    await once(silent.listen(0, '127.0.0.1'), 'listening');
  });

  afterEach(() => {
    for (const socket of accepted) socket.destroy();
    silent.close();
  });

  it('may be silent for as long as the longest of a statement and a rest in a transaction', () => {
    expect(sockets(10_000).open().timeout).toBe(62_000);
    expect(sockets(120_000).open().timeout).toBe(122_000);
  });

  it('may be silent no longer than a statement may take, once the process stops', () => {
    const all = sockets(10_000);
    const early = all.open();

    all.beginStop();

    expect([early, all.open()].map(({ timeout }) => timeout)).toEqual([12_000, 12_000]);
  });

  it('are broken off when they are silent for longer', async () => {
    const all = sockets(100);
    const socket = all.open().connect((silent.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    const closed = once(socket, 'close');

    all.beginStop();
    await closed;

    expect(socket.destroyed).toBe(true);
  });

  it('are forgotten when they are closed', async () => {
    const all = sockets(10_000);
    const socket = all.open();
    socket.destroy();
    await once(socket, 'close');

    all.beginStop();

    expect(socket.timeout).toBe(62_000);
  });
});
