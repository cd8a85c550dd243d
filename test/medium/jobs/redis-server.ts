import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Redis } from 'ioredis';

/** A Redis of the test's own, which it may empty, kill and start again on the same port. */
export class RedisServer {
  private child: ChildProcess | undefined;

  private constructor(private readonly port: number) {}

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    await server.up();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}/0`;
  }

  /** Starts it with nothing in it; resolves when it answers. */
  async up(): Promise<void> {
    this.child = spawn('redis-server', ['--port', String(this.port), '--save', '', '--bind', '127.0.0.1'], {
      stdio: 'ignore',
    });
    const probe = new Redis(this.url, { retryStrategy: () => 20 });
    probe.on('error', () => undefined);
    await probe.ping();
    probe.disconnect();
  }

  /** Kills it; what it held is gone. */
  async down(): Promise<void> {
    await this.signal('SIGKILL', true);
  }

  /** Makes it hang, as an overloaded machine does, until `thaw`. */
  async freeze(): Promise<void> {
    await this.signal('SIGSTOP', false);
  }

  async thaw(): Promise<void> {
    await this.signal('SIGCONT', false);
  }

  async flushAll(): Promise<void> {
    const client = new Redis(this.url);
    await client.flushall();
    client.disconnect();
  }

  private async signal(signal: NodeJS.Signals, ends: boolean): Promise<void> {
    const { child } = this;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    if (ends) await once(child, 'exit');
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
