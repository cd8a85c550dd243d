import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A Redis that keeps nothing. */
export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

const ATTEMPTS = 5;

/** Starts a Redis on a free port of loopback; undefined where the program is not installed. */
export async function startRedis(program: string, folder: string): Promise<TestRedis | undefined> {
  mkdirSync(folder);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const port = await freePort();
    const server = spawn(
      program,
      [
        ...['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--pidfile', join(folder, 'pid')],
        ...['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction', '--databases', '256'],
      ],
      { detached: true, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const isMissing = once(server, 'error').then(() => 'missing' as const);
    const state = await Promise.race([isMissing, untilReady(server)]);
    if (state === 'missing') return undefined;
    if (state === 'ready') return { url: `redis://127.0.0.1:${port}`, stop: () => end(server) };
    // Someone else was given the port in between.
  }
  throw new Error('redis-server does not start');
}

async function untilReady(server: ChildProcess): Promise<'ready' | 'ended'> {
  const { stdout } = server;
  for await (const line of createInterface({ input: stdout! })) {
    if (!line.includes('Ready to accept connections')) continue;
    stdout!.resume();
    return 'ready';
  }
  return 'ended';
}

async function end(server: ChildProcess): Promise<void> {
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await once(probe.listen(0, '127.0.0.1'), 'listening');
  const { port } = probe.address() as AddressInfo;
  await once(probe.close(), 'close');
  return port;
}
