import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../src/app/demo/random.js';
import type { TokensView } from '../../src/modules/auth/auth.contract.js';
import { RedisServer } from '../medium/jobs/redis-server.js';
import { build } from '../support/compiled-server.js';
import { describeWithRedis } from '../support/redis.js';
import { cloneDatabase, type ClonedDatabase } from '../support/template-database.js';
import { countersOf, KeepingReader, type Counter } from './freshness.js';
import { endAll, Program, SHARED_SECRET } from './program.js';

const ROUNDS = Number(process.env.ACCEPTANCE_ROUNDS ?? 200);

describeWithRedis('two processes on one database and one Redis', () => {
  let database: ClonedDatabase;
  let redis: RedisServer;
  let folder: string;
  let processes: [Program, Program];

  beforeAll(async () => {
    await build();
    [database, redis] = await Promise.all([cloneDatabase(), RedisServer.start()]);
    folder = mkdtempSync(join(tmpdir(), 'brainboard-secret-'));
    writeFileSync(join(folder, 'jwt'), `${SHARED_SECRET.JWT_SECRET}\n`);
    const variables = { DATABASE_URL: database.url, REDIS_URL: redis.url };
    processes = await Promise.all([
      Program.serve(variables),
      // The same secret, out of a file.
      Program.serve({ ...variables, JWT_SECRET: '', JWT_SECRET_FILE: join(folder, 'jwt') }),
    ]);
  });

  afterAll(async () => {
    await endAll();
    await redis.down();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  it('show at once on one what was written on the other', async () => {
    const random = seededRandom('two processes');
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
    const person = await processes[0].signUp();
    const counters = await countersOf(person);
    const apis = processes.map(({ api }) => api.as(person.tokens.accessToken));
    const reader = new KeepingReader(random);
    const written = new Map<Counter, number>(counters.map((counter) => [counter, 0]));
    const stale: string[] = [];
    // Reads that were begun at any time must show at least what was written by then.
    const look = async (counter: Counter): Promise<void> => {
      const shown = pick(counter.shownBy);
      const atLeast = written.get(counter)!;
      const seen = await reader.read(pick(apis), shown);
      if (seen < atLeast) stale.push(`${shown.path} showed ${seen} of ${counter.name} after ${atLeast}`);
    };

    for (let round = 0; round < ROUNDS; round += 1) {
      const counter = pick(counters);
      const slow = [look(pick(counters)), look(counter)];
      const next = written.get(counter)! + 1;
      const write = counter.write(pick(apis), next);
      slow.push(look(counter));
      await write;
      written.set(counter, next);
      await Promise.all([...slow, look(counter), look(counter)]);
    }

    expect(stale).toEqual([]);
    expect(reader.notModified).toBeGreaterThan(0);
  });

  it('give ten parallel refreshes of one token one successor, and nobody is signed out', async () => {
    const { tokens } = await processes[0].signUp();
    const refreshToken = tokens.refreshToken;

    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        processes[i % 2]!.api.post<{ tokens: TokensView }>('/auth/refresh', { refreshToken }),
      ),
    );

    const successors = new Set(answers.map(({ data }) => data.tokens.refreshToken));
    expect(successors.size).toBe(1);
    const [successor] = successors;
    const { data } = await processes[1].api.post<{ tokens: TokensView }>('/auth/refresh', {
      refreshToken: successor,
    });
    expect((await processes[0].api.as(data.tokens.accessToken).get('/users/me')).status).toBe(200);
  });
});
