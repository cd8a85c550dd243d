import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Config } from './config.js';
import { readEnv } from './env.js';

const DATABASE = 'postgres://localhost/brainboard';

function dataDir(): string {
  return mkdtempSync(join(tmpdir(), 'config-'));
}

describe('Config', () => {
  it('makes a secret of its own once and keeps it where only its owner reads it', () => {
    const folder = dataDir();
    const env = readEnv({ DATA_DIR: folder });

    const first = new Config(env, DATABASE).auth.secret;

    expect(first.length).toBeGreaterThanOrEqual(32);
    expect(new Config(env, DATABASE).auth.secret).toBe(first);
    expect(statSync(join(folder, 'secrets', 'jwt')).mode & 0o777).toBe(0o600);
  });

  it('uses the secret that is given and makes none', () => {
    const folder = dataDir();

    const { auth } = new Config(readEnv({ DATA_DIR: folder, JWT_SECRET: 's'.repeat(40) }), DATABASE);

    expect(auth.secret).toBe('s'.repeat(40));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('reads proxies as a count or as addresses', () => {
    const trustProxy = (value: string): unknown =>
      new Config(readEnv({ DATA_DIR: dataDir(), TRUST_PROXY: value }), DATABASE).http.trustProxy;

    expect(trustProxy('2')).toBe(2);
    expect(trustProxy('10.0.0.0/8, 192.168.0.1')).toEqual(['10.0.0.0/8', '192.168.0.1']);
  });

  it('takes NODE_ENV as the profile where APP_ENV is not set', () => {
    const environment = (source: Record<string, string>): string =>
      new Config(readEnv({ DATA_DIR: dataDir(), JWT_SECRET: 's'.repeat(40), ...source }), DATABASE)
        .environment;

    expect(environment({ NODE_ENV: 'production' })).toBe('production');
    expect(environment({ NODE_ENV: 'production', APP_ENV: 'staging' })).toBe('staging');
  });
});
