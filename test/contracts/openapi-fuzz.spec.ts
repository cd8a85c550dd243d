import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Contract, toWire, type Prepared } from './openapi/contract.js';
import { parametersIn, type Json, type Operation } from './openapi/document.js';
import {
  ODD_BODIES,
  ODD_BODY_HEADERS,
  ODD_HEADERS,
  ODD_IDS,
  ODD_QUERIES,
  ODD_TAGS,
  ODD_TEXTS,
  ODD_VALUES,
} from './openapi/odd.js';
import type { WireAnswer, WireRequest } from './openapi/wire.js';

const AT_ONCE = 8;
const RANDOM_BODIES = 12;
const ODD_JSON_TEXTS = ODD_TEXTS.map((text) => JSON.stringify(text));

/** What the transport refuses before a route is asked, wherever it is not documented. */
const BEFORE_ROUTES = [400, 413, 415];

describe('odd requests get an answer that is documented, and never a fault of the server:', () => {
  let contract: Contract;
  let problems: string[];
  let logged = 0;

  beforeAll(async () => {
    contract = await Contract.start();
  });

  beforeEach(() => {
    problems = [];
  });

  afterEach(async () => {
    const errors = contract.world.server.errors().slice(logged);
    logged += errors.length;
    expect({ problems, errors }).toEqual({ problems: [], errors: [] });
    const ready = await contract.send({ method: 'GET', path: '/health/ready' });
    expect([ready.status, ready.body]).toEqual([200, expect.objectContaining({ status: 'ok' })]);
  });

  afterAll(() => contract.stop());

  const takesBody = ({ body }: Operation): boolean => body !== undefined;

  it('in a field', async () => {
    await contract.forEach(takesBody, async (first) => {
      let prepared = first;
      await eachOf(fieldsOf(first), async (fill) => {
        const answer = await tell(prepared, { body: fill(prepared.body ?? {}) });
        if (answer.status !== 409) return;
        // What an odd request has taken, such as an address or the last free place, is had anew.
        prepared = await contract.prepare(first.operation.id);
        await tell(prepared, { body: fill(prepared.body ?? {}) });
      });
    });
  });

  it('as a body', async () => {
    await contract.forEach(takesBody, (prepared) => eachOf(ODD_BODIES, (body) => tell(prepared, { body })));
  });

  it('as a body where none is taken', async () => {
    await contract.forEach(
      (operation) => !takesBody(operation),
      (prepared) => eachOf(ODD_BODIES.slice(0, 12), (body) => tell(prepared, { body })),
    );
  });

  it('as a type or an encoding of a body', async () => {
    await contract.forEach(takesBody, (prepared) =>
      eachOf(ODD_BODY_HEADERS, (headers) => tell(prepared, { headers })),
    );
  });

  it('as a body made at random from the fields of the request', async () => {
    await contract.forEach(takesBody, async (prepared) => {
      const fields = contract.document.propertiesOf(prepared.operation.body?.schema);
      const body = fc.record(
        Object.fromEntries(Object.keys(fields).map((name) => [name, anything(prepared.body?.[name])])),
        { requiredKeys: [] },
      );

      await fc.assert(
        fc.asyncProperty(body, async (given) => {
          await tell(prepared, { body: JSON.stringify(given) });
          expect(problems).toEqual([]);
        }),
        { numRuns: RANDOM_BODIES },
      );
    });
  });

  it('as an id', async () => {
    await contract.forEach(
      (operation) => parametersIn(operation, 'path').length > 0,
      (prepared) =>
        eachOf(ODD_IDS, (id) =>
          tell(prepared, { path: prepared.operation.path.replace(/\{\w+\}/g, () => id) }),
        ),
    );
  });

  it('as a parameter of the query', async () => {
    const texts = [...ODD_TEXTS, ...ODD_VALUES].map((text) =>
      encodeURIComponent(text.toWellFormed().slice(0, 4000)),
    );
    await contract.forEach(
      (operation) => parametersIn(operation, 'query').length > 0,
      async (prepared) => {
        const queries = parametersIn(prepared.operation, 'query').flatMap(({ name }) => [
          ...ODD_QUERIES.map((query) => query.replaceAll('{name}', name)),
          ...texts.map((text) => `${name}=${text}`),
        ]);

        await eachOf(queries, (query) => tell(prepared, { path: `${prepared.path}?${query}` }));
      },
    );
  });

  it('as a cursor', async () => {
    await contract.forEach(
      (operation) => parametersIn(operation, 'query').some(({ name }) => name === 'cursor'),
      async (prepared) => {
        const { body } = await contract.ask(prepared, { query: '?limit=1' });
        const { pagination } = (body as { meta: { pagination: { nextCursor: string | null } } }).meta;
        const cursor = pagination.nextCursor ?? 'e30';
        const forged = [...cursor].map(
          (letter, i) => cursor.slice(0, i) + (letter === 'A' ? 'B' : 'A') + cursor.slice(i + 1),
        );

        await eachOf([...forged, cursor.slice(1), cursor + cursor], async (text) => {
          const answer = await tell(prepared, {
            path: `${prepared.path}?limit=1&cursor=${encodeURIComponent(text)}`,
          });
          if (answer.status !== 400) problems.push(`${prepared.operation.id} took the cursor ${text}`);
        });
      },
    );
  });

  it('as a version', async () => {
    await contract.forEach(
      (operation) => parametersIn(operation, 'header').length > 0,
      async (prepared) => {
        const [{ name } = { name: '' }] = parametersIn(prepared.operation, 'header');
        const etag = name === 'If-None-Match' ? (await contract.ask(prepared)).headers.etag! : '"1"';
        const tags = [...ODD_TAGS, etag.replace(/\d+"$/, `${'9'.repeat(19)}"`), etag.replace(/\w/g, 'z')];

        await eachOf(tags, (tag) => tell(prepared, { headers: { [name]: tag } }));
      },
    );
  });

  it('as a header', async () => {
    for (const id of ['listWidgets', 'createWidget', 'getTodayBoard', 'login', 'checkReadiness']) {
      const prepared = await contract.prepare(id);

      await eachOf(ODD_HEADERS, ([name, value]) => tell(prepared, { headers: { [name]: value } }));
    }
  });

  it('as a method', async () => {
    const paths = new Set(contract.document.operations.map(({ path }) => path));
    for (const path of paths) {
      const prepared = await contract.prepare(
        contract.document.operations.find((operation) => operation.path === path)!.id,
      );

      await eachOf(['HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE'], (method) => tell(prepared, { method }));
    }
  });

  it('as an address', async () => {
    const prepared = await contract.prepare('listWidgets');
    const paths = [
      '/%',
      '/api',
      '/api/v1',
      '/api/v2/widgets',
      '/api/v1/widgets/%',
      '//',
      '/docs/..%2f..%2fpackage.json',
      '/docs/%00',
    ];

    await eachOf(paths, (path) => tell(prepared, { path }));
  });

  /** Sends a prepared request with something odd in it, and notes what is wrong with the answer. */
  async function tell(prepared: Prepared, odd: Partial<WireRequest>): Promise<WireAnswer> {
    const request = toWire(prepared);
    const answer = await contract.send({
      ...request,
      ...odd,
      headers: { ...request.headers, ...odd.headers },
    });
    const problem = problemOf(prepared, odd, answer);
    if (problem !== undefined)
      problems.push(
        `${prepared.operation.id} ${JSON.stringify(odd).slice(0, 300)}: ${problem} ${answer.text.slice(0, 300)}`,
      );
    return answer;
  }

  function problemOf(
    { operation }: Prepared,
    odd: Partial<WireRequest>,
    answer: WireAnswer,
  ): string | undefined {
    const { status } = answer;
    if (status >= 500) return `answered ${status}`;
    if (status < 400) return undefined;
    const isElsewhere =
      odd.method !== undefined || odd.path?.startsWith(operation.path.split('{')[0]!) === false;
    if (odd.method === 'HEAD') return undefined;
    // A page of another origin is refused before any route is asked.
    const isForeignPage =
      status === 403 && odd.headers?.origin !== undefined && answer.text.includes('"origin_not_allowed"');
    const isKnown =
      isForeignPage ||
      operation.responses.has(status) ||
      isElsewhere ||
      (BEFORE_ROUTES.includes(status) && !takesBody(operation));
    if (!isKnown) return `answered ${status}, which is not documented`;
    const [fault] = contract.schemas.problems(
      contract.document.json.components.schemas.Failure!,
      answer.body,
    );
    return fault && `not the envelope of failures: ${fault}`;
  }

  /** What puts an odd value into a field of a body, for each field and value; the body is JSON text. */
  function fieldsOf({ operation }: Prepared): ((body: object) => string)[] {
    return Object.entries(contract.document.propertiesOf(operation.body?.schema)).flatMap(
      ([name, schema]) => {
        const texts = JSON.stringify(schema).includes('"string"') ? ODD_JSON_TEXTS : [];
        return [...ODD_VALUES, ...texts, ...itemFields(schema)].map(
          (value) => (body: object) => withField(body, name, value),
        );
      },
    );
  }

  /** For a list of objects: lists of one that has an odd field. */
  function itemFields({ items }: Json): string[] {
    const properties = contract.document.propertiesOf(items as Json | undefined);
    const example = Object.fromEntries(
      Object.entries(properties).map(([name, { example: value }]) => [name, value]),
    );
    return Object.keys(properties).flatMap((name) =>
      [...ODD_VALUES, ...ODD_JSON_TEXTS].map((value) => `[${withField(example, name, value)}]`),
    );
  }
});

/** The object as JSON with one field that is given as JSON. */
function withField(object: object, name: string, value: string): string {
  const others = Object.entries(object).filter(([key, other]) => key !== name && other !== undefined);
  return `{${[...others.map(([key, other]) => `${JSON.stringify(key)}:${JSON.stringify(other)}`), `${JSON.stringify(name)}:${value}`].join()}}`;
}

/** The valid value often enough that the others get their turn, else anything. */
function anything(valid: unknown): fc.Arbitrary<unknown> {
  const odd = fc.oneof(fc.jsonValue(), fc.constantFrom(...ODD_TEXTS), fc.string({ unit: 'binary' }));
  return valid === undefined ? odd : fc.oneof({ weight: 3, arbitrary: fc.constant(valid) }, odd);
}

/** Does something with each, a few at a time. */
async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = items.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of waiting) await work(item);
    }),
  );
}
