import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it, jest } from '@jest/globals';
import { announce } from '../../../src/app/announce.js';
import { RecordingLogger } from '../ai/research-kit.js';
import { startTestApp, testConfig, type TestApp } from '../../support/test-app.js';

const DEMO = { email: 'demo@example.org', password: 'told-once' };

let app: TestApp;
let logger: RecordingLogger;
let said: string;

beforeAll(async () => {
  app = await startTestApp({ env: { ROLE: 'api' } });
});

afterAll(() => app.close());

beforeEach(() => {
  logger = new RecordingLogger();
  said = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
});

function tell(env: Record<string, string> = {}, demo?: typeof DEMO): string {
  const config = testConfig(app.databaseUrl, env);
  announce({ app: app.app, config, logger, demo });
  return said;
}

describe('a server that is ready', () => {
  it('tells a person its addresses and what it runs on', () => {
    const { port } = new URL(app.url);

    expect(tell().trim().split('\n')).toEqual([
      'Brainboard is ready (API and jobs).',
      `  API        http://localhost:${port}/api/v1`,
      `  Swagger UI http://localhost:${port}/docs`,
      '  Database   PostgreSQL of DATABASE_URL',
      '  Queue      PostgreSQL (pg-boss)',
      '  Search     none',
      '  Summaries  extractive (no OPENAI_API_KEY)',
    ]);
    expect(logger.lines).toEqual([]);
  });

  it('names what is configured', () => {
    const words = tell({
      ROLE: 'api',
      REDIS_URL: 'redis://localhost',
      SEARCH_PROVIDER: 'serper',
      SERPER_API_KEY: 'key',
      OPENAI_API_KEY: 'hush',
      OPENAI_MODEL: 'small-model',
    });

    expect(words).toContain('ready (api)');
    expect(words).toContain('Redis (Bull)');
    expect(words).toContain('Search     serper');
    expect(words).toContain('small-model, else extractive');
    expect(words).not.toContain('hush');
  });

  it('has only its health to show where it is a worker', () => {
    const words = tell({ ROLE: 'worker' });

    expect(words).toMatch(/Health {5}http:\/\/localhost:\d+\/health\n/);
    expect(words).not.toContain('Swagger');
  });

  it('shows how to sign in to a demonstration that was just made', () => {
    expect(tell({}, DEMO)).toMatch(/Demo {7}demo@example\.org\n {2}Password {3}told-once/);
  });

  it('is one event in the log of an operated server, with no words in between', () => {
    const words = tell({ NODE_ENV: 'production' });

    expect(words).toBe('');
    expect(logger.lines).toMatchObject([
      { event: 'process.ready', fields: { role: 'all', queue: 'postgres', summaries: 'extractive' } },
    ]);
  });

  it('shows the account of a demonstration there too, which would be lost otherwise', () => {
    expect(tell({ NODE_ENV: 'production' }, DEMO)).toContain('told-once');
  });
});
