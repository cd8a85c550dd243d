import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createLogger } from './logger.js';
import { prettyLine } from './pretty-line.js';
import { withRequestContext } from './request-context.js';

let written: string;

beforeEach(() => {
  written = '';
  jest
    .spyOn(process.stdout, 'write')
    .mockImplementation((text: string | Uint8Array, done?: BufferEncoding | (() => void)) => {
      written += String(text);
      if (typeof done === 'function') done();
      return true;
    });
});

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the log', () => {
  it('is a line of JSON for each event, with the request that it belongs to and without secrets', () => {
    const logger = createLogger({ level: 'info', pretty: false });

    logger.debug({}, 'left.out');
    withRequestContext('request-1', () => {
      logger.warn({ token: 'abc', account: { password: 'abc' } }, 'told');
    });
    logger.flush();

    expect(JSON.parse(written)).toEqual({
      level: 'warn',
      time: expect.any(Number),
      requestId: 'request-1',
      token: '[redacted]',
      account: { password: '[redacted]' },
      msg: 'told',
    });
  });

  it('keeps the order of what several loggers write, and calls back when it is written', () => {
    const loggers = [1, 2, 3].map(() => createLogger({ level: 'info', pretty: false }));
    let isWritten = false;

    loggers.forEach((logger, n) => {
      logger.info({}, `event ${n}`);
    });
    loggers[0]!.flush(() => {
      isWritten = true;
    });

    expect(written.match(/event \d/g)).toEqual(['event 0', 'event 1', 'event 2']);
    expect(isWritten).toBe(true);
  });

  it('is shown to a person at once, in words', () => {
    const logger = createLogger({ level: 'info', pretty: prettyLine });
    let isWritten = false;

    logger.info({ widgetId: 7 }, 'told');
    expect(written).toMatch(/INFO.*told[^]*widgetId.*7/);

    logger.flush(() => {
      isWritten = true;
    });
    expect(isWritten).toBe(true);
  });
});
