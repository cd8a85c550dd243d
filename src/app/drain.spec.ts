import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import {
  Agent,
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Drain } from './drain.js';

let server: Server;
let agent: Agent;

afterEach(() => {
  agent.destroy();
  server.close();
});

/** A server whose answers wait until they are sent, and clients that keep their connections. */
async function start(): Promise<{ drain: Drain; waiting: ServerResponse[] }> {
  const waiting: ServerResponse[] = [];
  server = createServer((_, response) => {
    waiting.push(response);
    server.emit('asked');
  });
  agent = new Agent({ keepAlive: true });
  const drain = new Drain(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { drain, waiting };
}

/** Asks, and resolves when the question has arrived. */
async function ask(): Promise<{ answer: Promise<IncomingMessage> }> {
  const { port } = server.address() as AddressInfo;
  const asked = once(server, 'asked');
  const message = request({ agent, port, host: '127.0.0.1' }).end();
  const answer = once(message, 'response').then(([response]: IncomingMessage[]) => response!.resume());
  answer.catch(() => undefined);
  await asked;
  return { answer };
}

describe('draining a server', () => {
  it('keeps connections until it begins, and has each answer from then on end its own', async () => {
    const { drain, waiting } = await start();
    const first = await ask();
    waiting.pop()!.end();
    const early = await first.answer;
    const under = await ask();

    drain.begin();
    const after = await ask();
    for (const response of waiting.splice(0)) response.end();

    expect(early.headers.connection).toBe('keep-alive');
    expect((await under.answer).headers.connection).toBe('close');
    expect((await after.answer).headers.connection).toBe('close');
  });

  it('is over when what was asked is answered, and takes no further connections', async () => {
    const { drain, waiting } = await start();
    const { answer } = await ask();
    const { port } = server.address() as AddressInfo;
    drain.begin();
    let isOver = false;

    const finished = drain.finish().then(() => {
      isOver = true;
    });
    const late = once(request({ port, host: '127.0.0.1' }).end(), 'response');
    await expect(late).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(isOver).toBe(false);
    waiting[0]!.end();

    await finished;
    expect((await answer).statusCode).toBe(200);
  });

  it('does not wait for connections on which nobody asks anything', async () => {
    const { drain } = await start();
    const accepted = once(server, 'connection');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    await accepted;
    drain.begin();

    const goodbye = once(socket, 'close') as Promise<[boolean]>;
    await drain.finish(2 ** 31 - 1);
    const [hadError] = await goodbye;

    expect(hadError).toBe(false);
  });

  it('breaks off what is not answered in time', async () => {
    const { drain } = await start();
    const { answer } = await ask();
    drain.begin();

    await drain.finish(1);

    await expect(answer).rejects.toThrow('socket hang up');
  });
});
