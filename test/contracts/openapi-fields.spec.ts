import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Contract, type Prepared } from './openapi/contract.js';
import type { Json, Operation } from './openapi/document.js';
import { interaction } from './openapi/recipes.js';

/** Names that other programs have for what decides who may do what. */
const USUAL = ['isAdmin', 'admin', 'roles', 'permissions', 'owner', 'ownerId', 'tenantId', 'passwordHash'];
/** Names that every object has in JavaScript. */
const INHERITED = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf', 'prototype'];

describe('requests with fields that are not theirs', () => {
  let contract: Contract;
  let names: ReadonlySet<string>;

  beforeAll(async () => {
    contract = await Contract.start();
    names = new Set([...(await columns()), ...answered(), ...USUAL]);
  });

  afterAll(() => contract.stop());

  const takesBody = ({ body }: Operation): boolean => body !== undefined;

  it('knows the names of all columns and of all that is answered', () => {
    expect([...names]).toEqual(
      expect.arrayContaining(['userId', 'user_id', 'isDone', 'is_done', 'version', 'role', 'isAdmin']),
    );
  });

  it('are refused, each field by its name, and change nothing', async () => {
    await contract.forEach(takesBody, async (prepared) => {
      const { operation, body } = prepared;
      const foreign = namesBeside(operation.body?.schema);

      await contract.unchanged(async () => {
        for (const some of inParts(foreign))
          expect(await refused(prepared, { ...filled(some), ...body })).toEqual([...some].sort());
      });
    });
  });

  it('are refused for one such field alone', async () => {
    await contract.forEach(takesBody, async (prepared) => {
      await contract.unchanged(async () => {
        for (const name of ['userId', 'isAdmin', 'createdAt'])
          expect(await refused(prepared, { ...prepared.body, [name]: prepared.person.id })).toEqual([name]);
      });
    });
  });

  it('are refused for names that every object has, also within free JSON', async () => {
    await contract.forEach(takesBody, async (prepared) => {
      const { person, path, operation } = prepared;
      const headers = { authorization: `Bearer ${person.tokens.accessToken}` };
      await contract.unchanged(async () => {
        for (const name of INHERITED) {
          const body = JSON.stringify({ ...prepared.body, preferences: { [name]: {} } });

          const answer = await contract.send({ method: operation.method, path, headers, body });

          expect([name, answer.status]).toEqual([name, 400]);
        }
      });
    });
  });

  it('are refused within a list too', async () => {
    const told = await contract.prepare('recordInteractions');
    const foreign = namesBeside(contract.document.json.components.schemas.InteractionRequest);
    for (const some of inParts(foreign)) {
      const one = { ...filled(some), ...interaction(contract.world.todoId) };

      expect(await contract.unchanged(() => refused(told, { interactions: [one] }))).toEqual(
        some.map((name) => `interactions[0].${name}`).sort(),
      );
    }
  });

  it('are refused within the settings of a widget too', async () => {
    for (const id of ['createWidget', 'updateWidget']) {
      const prepared = await contract.prepare(id);

      const body = { ...prepared.body, settings: { userId: 'x' } };

      expect(await contract.unchanged(() => refused(prepared, body))).toEqual(['settings.userId']);
    }
  });

  it('are refused in the query too, also where there is none', async () => {
    await contract.forEach(
      ({ path }) => path.startsWith('/api/'),
      async (prepared) => {
        await contract.unchanged(async () => {
          for (const name of ['userId', 'unknown', '__proto__', 'toString']) {
            const answer = await contract.ask(prepared, { query: `?${name}=1` });

            expect([name, answer.status]).toEqual([name, 400]);
          }
        });
      },
    );
  });

  /** The fields that a 422 names, sorted. */
  async function refused(prepared: Prepared, body: object): Promise<string[]> {
    const answer = await contract.ask(prepared, { body });
    expect(answer.status).toBe(422);
    const { error } = answer.body as { error: { details: { field: string }[] } };
    return error.details.map(({ field }) => field).sort();
  }

  function namesBeside(schema: Json | undefined): string[] {
    const known = Object.keys(contract.document.propertiesOf(schema));
    return [...names].filter((name) => !known.includes(name));
  }

  /** An answer names at most so many fields. */
  function inParts(fields: readonly string[], most = 100): string[][] {
    return Array.from({ length: Math.ceil(fields.length / most) }, (_, i) =>
      fields.slice(i * most, (i + 1) * most),
    );
  }

  function filled(fields: readonly string[]): Record<string, unknown> {
    return Object.fromEntries(fields.map((name) => [name, 1]));
  }

  /** As the database and as the code writes them. */
  async function columns(): Promise<string[]> {
    const { rows } = await contract.world.database.query<{ name: string }>(
      `SELECT DISTINCT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE 'pg_%'`,
    );
    return rows.flatMap(({ name }) => [
      name,
      name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    ]);
  }

  function answered(): string[] {
    return Object.values(contract.document.json.components.schemas).flatMap((schema) =>
      Object.keys(contract.document.propertiesOf(schema)),
    );
  }
});
