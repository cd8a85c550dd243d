import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addWidget } from '../factories/widgets.js';
import { Contract, toWire } from './openapi/contract.js';
import { parametersIn, successOf } from './openapi/document.js';
import { RECIPES } from './openapi/recipes.js';
import type { WireAnswer } from './openapi/wire.js';

/** Lists that the world has only one row of. */
const SHORT_LISTS = ['listBoards', 'listSearchSummaries'];

describe('the answers of the running server are as its document says', () => {
  let contract: Contract;

  beforeAll(async () => {
    contract = await Contract.start();
  });

  afterAll(() => contract.stop());

  it.each(Object.keys(RECIPES))('%s: to a valid request, made from the documented example', async (id) => {
    const prepared = await contract.prepare(id);

    const answer = await contract.ask(prepared);

    const { operation } = prepared;
    expect(answer.status).toBe(successOf(operation));
    const { content = {}, headers: documented = {} } = operation.responses.get(answer.status) ?? {};
    expect(Object.keys(content).map((type) => `${type}; charset=utf-8`)).toEqual([
      answer.headers['content-type'],
    ]);
    for (const header of ['ETag', 'Location'])
      expect([header, header.toLowerCase() in answer.headers]).toEqual([header, header in documented]);
  });

  it('to a request with every parameter of the query', async () => {
    await contract.forEach(
      ({ parameters }) => parameters.some(({ in: place }) => place === 'query'),
      async (prepared) => {
        const current = parametersIn(prepared.operation, 'query').filter(
          ({ deprecated }) => deprecated !== true,
        );
        const values = current.flatMap(({ name, schema }) => {
          const [value] = (schema.examples ?? []) as (string | number | boolean)[];
          return value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`];
        });

        const answer = await contract.ask(prepared, { query: `?${values.join('&')}` });

        expect(answer.status).toBe(200);
      },
    );
  });

  it('to who asks for a widget of each type, and what it shows', async () => {
    const { owner } = contract.world;
    const { data: types } = await owner.api.get<{ type: string }[]>('/widget-types');
    const { data: widgets } = await owner.api.get<{ id: string; type: string }[]>('/widgets?limit=100');
    const [widget, shown] = [await contract.prepare('getWidget'), await contract.prepare('getWidgetData')];

    for (const { type } of types) {
      const id = widgets.find((one) => one.type === type)?.id ?? (await addWidget(owner, { type })).id;
      const path = `/api/v1/widgets/${id}`;
      expect((await contract.ask({ ...widget, path })).body).toMatchObject({ data: { type } });
      await contract.ask({ ...shown, path: `${path}/data` });
    }
  });

  it('to a client whose copy is still good', async () => {
    await contract.forEach(
      ({ responses }) => responses.has(304),
      async (prepared) => {
        const { headers, body } = await contract.ask(prepared);
        const ask = (tags: string): Promise<WireAnswer> =>
          contract.ask(prepared, { headers: { 'if-none-match': tags } });

        const [again, oneOfThem, changed] = [
          await ask(headers.etag!),
          await ask(`"x", ${headers.etag!}`),
          await ask('"0"'),
        ];

        for (const same of [again, oneOfThem])
          expect([same.status, same.text, same.headers.etag]).toEqual([304, '', headers.etag]);
        expect([changed.status, dataOf(changed)]).toEqual([200, dataOf({ body })]);
      },
    );
  });

  it('to a change of what has changed since', async () => {
    await contract.forEach(
      ({ responses }) => responses.has(412),
      async (prepared) => {
        const statusFor = async (ifMatch: string): Promise<number> =>
          (await contract.ask(prepared, { headers: { 'if-match': ifMatch } })).status;

        await contract.unchanged(async () => {
          for (const stale of ['"9999"', 'W/"1"', '"one"']) expect(await statusFor(stale)).toBe(412);
          expect(await statusFor('1')).toBe(400);
        });

        expect(await statusFor('*')).toBe(200);
      },
    );
  });

  it('to who looks for what was made', async () => {
    await contract.forEach(
      (operation) => operation.responses.get(successOf(operation))?.headers?.Location !== undefined,
      async (prepared) => {
        const made = await contract.ask(prepared);
        const { id, tokens = prepared.person.tokens } = dataOf(made) as {
          id?: string;
          tokens?: { accessToken: string };
        };

        const found = await contract.send({
          method: 'GET',
          path: made.headers.location!,
          headers: { authorization: `Bearer ${tokens.accessToken}` },
        });

        expect(found.status).toBe(200);
        if (id !== undefined) expect(dataOf(found)).toMatchObject({ id });
      },
    );
  });

  it('to who follows a list to its end: each row once', async () => {
    await contract.forEach(
      (operation) => parametersIn(operation, 'query').some(({ name }) => name === 'cursor'),
      async (prepared) => {
        const followed = async (limit: number): Promise<unknown[]> => {
          const rows: unknown[] = [];
          let query: string | undefined = `?limit=${limit}`;
          while (query !== undefined) {
            const page = await contract.ask(prepared, { query });
            rows.push(...(dataOf(page) as unknown[]));
            const [, path = prepared.path, next] =
              /^<([^?]+)(\?.+)>; rel="next"$/.exec(String(page.headers.link)) ?? [];
            expect(path).toBe(prepared.path);
            query = next;
          }
          return rows;
        };

        const whole = await followed(100);

        expect(await followed(1)).toEqual(whole);
        expect(whole.length > 1).toBe(!SHORT_LISTS.includes(prepared.operation.id));
      },
    );
  });

  it('to a failed request, in RFC 9457 for those who ask for it', async () => {
    await contract.forEach(
      ({ isClosed }) => isClosed,
      async (prepared) => {
        const headers = { accept: 'application/problem+json' };

        const answer = await contract.send(toWire(prepared, { token: 'nonsense', headers }));

        expect([answer.status, answer.type]).toEqual([401, 'application/problem+json']);
        expect(answer.body).toEqual({
          type: 'urn:brainboard:error:token_invalid',
          title: expect.any(String),
          status: 401,
          instance: prepared.path,
          code: 'token_invalid',
          errors: [],
          requestId: expect.any(String),
          timestamp: expect.any(String),
        });
      },
    );
  });

  it('without anything that is worth an error line', () => {
    expect(contract.world.server.errors()).toEqual([]);
  });

  function dataOf({ body }: { body: unknown }): unknown {
    return (body as { data: unknown }).data;
  }
});
