import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { EnvError, readEnv } from './env.js';

function problemsOf(source: Record<string, string>): Record<string, string> {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof EnvError) {
      return Object.fromEntries(error.problems.map(({ variable, problem }) => [variable, problem]));
    }
    throw error;
  }
  return {};
}

function fileWith(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'env-')), 'secret');
  writeFileSync(file, text);
  return file;
}

describe('readEnv', () => {
  it('needs nothing to be set', () => {
    expect(readEnv({})).toMatchObject({
      PORT: 3000,
      ROLE: 'all',
      BOARD_WORDING: 'templates',
      DASHBOARD_SIZE: 8,
      CORS_ORIGINS: [],
    });
  });

  it('names every problem at once, with the value and an example', () => {
    const source = { PORT: 'abc', JWT_ACCESS_TTL: '-5', DATABASE_URL: 'foo' };

    expect(Object.keys(problemsOf(source)).sort()).toEqual(['DATABASE_URL', 'JWT_ACCESS_TTL', 'PORT']);
    expect(problemsOf(source).PORT).toBe('must be a number, but is "abc"');
    expect(() => readEnv(source)).toThrow(/PORT must be a number, but is "abc" \(example: 3000\)/);
  });

  it('never shows the value of a secret', () => {
    expect(problemsOf({ DATABASE_URL: 'mysql://root:hunter2@db/x' }).DATABASE_URL).not.toContain('hunter2');
  });

  it('reads numbers, booleans and lists', () => {
    const env = readEnv({
      PORT: '0',
      DEMO: 'false',
      CORS_ORIGINS: 'https://a.example.org, https://b.example.org',
    });

    expect(env).toMatchObject({
      PORT: 0,
      DEMO: false,
      CORS_ORIGINS: ['https://a.example.org', 'https://b.example.org'],
    });
  });

  it('takes an empty variable as one that is not set', () => {
    expect(readEnv({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ PORT: 3000 });
    expect(readEnv({ DATABASE_URL: ' ' }).DATABASE_URL).toBeUndefined();
  });

  it('reads a secret from the file that is named', () => {
    const file = fileWith('a secret of more than thirty-two characters\n');

    expect(readEnv({ JWT_SECRET_FILE: file }).JWT_SECRET).toBe('a secret of more than thirty-two characters');
  });

  it('refuses a secret that is given twice, and a file that is not there', () => {
    const file = fileWith('x'.repeat(40));

    expect(problemsOf({ JWT_SECRET: 'y'.repeat(40), JWT_SECRET_FILE: file })).toHaveProperty('JWT_SECRET');
    expect(problemsOf({ JWT_SECRET_FILE: '/nowhere/jwt' })).toEqual({
      JWT_SECRET: "can't be read from the file that JWT_SECRET_FILE names",
    });
  });

  it('has no default for a secret in production', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toHaveProperty('JWT_SECRET');
    expect(problemsOf({ APP_ENV: 'staging' })).toHaveProperty('JWT_SECRET');
    expect(problemsOf({ NODE_ENV: 'production', JWT_SECRET: 'z'.repeat(32) })).toEqual({});
  });

  it('wants what the chosen search provider needs', () => {
    expect(problemsOf({ SEARCH_PROVIDER: 'serper' })).toHaveProperty('SERPER_API_KEY');
    expect(problemsOf({ SEARCH_PROVIDER: 'searxng' })).toHaveProperty('SEARXNG_URL');
    expect(problemsOf({ SEARCH_PROVIDER: 'searxng', SEARXNG_URL: 'http://searx:8080' })).toEqual({});
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '3000.5'],
    ['DEMO', 'maybe'],
    ['ROLE', 'king'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://a.example.org/path'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '-1'],
    ['OUTBOUND_ALLOW', 'everything'],
    ['JWT_SECRET', 'short'],
    ['REDIS_URL', 'http://redis'],
    ['OPENAI_BASE_URL', 'ftp://models'],
  ])('refuses %s=%s', (variable, value) => {
    expect(Object.keys(problemsOf({ [variable]: value }))).toEqual([variable]);
  });

  it.each([
    ['TRUST_PROXY', '10.0.0.0/8, 192.168.0.1'],
    ['OUTBOUND_ALLOW', '127.0.0.0/8,fd00::/8'],
    ['OPENAI_BASE_URL', 'http://localhost:11434/v1'],
    ['DATABASE_URL', 'postgresql://u:p%40ss@db:5432/brainboard?sslmode=require'],
  ])('accepts %s=%s', (variable, value) => {
    expect(problemsOf({ [variable]: value })).toEqual({});
  });
});
