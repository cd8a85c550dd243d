import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { Contract } from './openapi/contract.js';

interface Written {
  readonly type: string;
  readonly payload: string;
}

const ROW = /^\| `([^`]+)` \| ([^|]+) \| (?:yes|no) \|$/gm;

describe('the catalogue of events', () => {
  const catalogue = new Map(
    Array.from(readFileSync('docs/events.md', 'utf8').matchAll(ROW), ([, type = '', about = '']) => [
      type,
      about,
    ]),
  );
  let contract: Contract;
  let written: Written[];

  beforeAll(async () => {
    contract = await Contract.start();
    await contract.forEach(
      () => true,
      async (prepared) => {
        await contract.ask(prepared);
      },
    );
    const { rows } = await contract.world.database.query<Written>('SELECT type, payload::text FROM events');
    written = rows;
  });

  afterAll(() => contract.stop());

  it('names each type as a past tense with a version, and says what happened', () => {
    expect(catalogue.size).toBeGreaterThan(0);
    for (const [type, about] of catalogue) {
      expect(type).toMatch(/^[a-z][a-z_]*(\.[a-z][a-z_]*)+\.v\d+$/);
      expect(about).toMatch(/^[A-Z].{10,}\.$/);
    }
  });

  it('has every event that the operations of the API write', () => {
    const types = [...new Set(written.map(({ type }) => type))];

    expect(types).not.toHaveLength(0);
    expect(types.filter((type) => !catalogue.has(type))).toEqual([]);
  });

  it('knows no event that holds a secret', () => {
    const { owner, other } = contract.world;
    const secrets = [owner, other].flatMap(({ password, tokens }) => [
      password,
      tokens.accessToken,
      tokens.refreshToken,
    ]);

    for (const { type, payload } of written) {
      expect([type, secrets.filter((secret) => payload.includes(secret))]).toEqual([type, []]);
      expect([type, /"(\w*password\w*|\w*token\w*)":/i.exec(payload)]).toEqual([type, null]);
    }
  });
});
