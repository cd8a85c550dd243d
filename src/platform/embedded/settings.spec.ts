import { describe, expect, it } from '@jest/globals';
import { settingArguments } from './settings.js';

const usual = { port: 5432, durable: true, hasStatementStatistics: true, settings: {} };

describe('the arguments of the server', () => {
  it('are names and values, each after a -c', () => {
    const given = settingArguments(usual);

    expect(given.filter((_, index) => index % 2 === 0)).toEqual(Array(given.length / 2).fill('-c'));
    expect(given).toContain('listen_addresses=127.0.0.1');
    expect(given).toContain('unix_socket_directories=');
  });

  it('load the statistics of statements only where they are shipped', () => {
    expect(settingArguments(usual)).toContain('shared_preload_libraries=pg_stat_statements');
    expect(settingArguments({ ...usual, hasStatementStatistics: false }).join()).not.toContain(
      'pg_stat_statements',
    );
  });

  it('turn durability off only when asked', () => {
    expect(settingArguments(usual).join()).not.toContain('fsync');
    expect(settingArguments({ ...usual, durable: false })).toContain('fsync=off');
  });

  it('take the caller’s settings over ours, but never another port than the one chosen', () => {
    const given = settingArguments({ ...usual, settings: { timezone: 'Asia/Tokyo', port: 1 } });

    expect(given).toContain('timezone=Asia/Tokyo');
    expect(given).not.toContain('timezone=UTC');
    expect(given.filter((argument) => argument.startsWith('port='))).toEqual(['port=5432']);
  });
});
