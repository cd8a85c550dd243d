import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { requestMiddleware } from '../../../src/app/request.middleware.js';
import { RecordingLogger } from '../jobs/recording-logger.js';

describe('the log of requests', () => {
  const logger = new RecordingLogger();
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer(express().use(requestMiddleware(logger)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  beforeEach(() => {
    logger.lines.length = 0;
  });

  afterAll(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });

  async function logged(path: string): Promise<unknown> {
    const answer = await fetch(url + path);
    await answer.text();
    while (logger.of('http.answered').length === 0) await new Promise((resolve) => setImmediate(resolve));
    return logger.of('http.answered')[0]?.fields.path;
  }

  it('has the path of each, without its query', async () => {
    expect(await logged('/api/v1/tasks?view=today')).toBe('/api/v1/tasks');
    expect(logger.lines).toHaveLength(1);
  });

  it.each([
    ['/api/v1/calendar/Xx4kOGk_Wq-v.ics', '/api/v1/calendar/[redacted].ics'],
    ['/api/v1/calendar/Xx4kOGk_Wq-v.ics?tasks=todos', '/api/v1/calendar/[redacted].ics'],
    ['/API/v1/Calendar/Xx4kOGk_Wq-v.ICS/', '/API/v1/Calendar/[redacted].ICS/'],
  ])('keeps the secret of the address %s', async (path, shown) => {
    expect(await logged(path)).toBe(shown);
  });
});
