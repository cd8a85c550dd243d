import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addWidget } from '../factories/widgets.js';
import { Contract, toWire } from './openapi/contract.js';
import { parametersIn, type Json, type Parameter } from './openapi/document.js';
import { Mistakes, type Mistake } from './openapi/mistakes.js';
import type { WireAnswer, WireRequest } from './openapi/wire.js';

/** All that a field that is missing, null or of another type is answered with. */
const VOCABULARY = [
  /^is required$/,
  /^must not be null$/,
  /^must be a (string|number|whole number|boolean)$/,
  /^must be an (array|object)$/,
  /^must be one of: [\w-]+(, [\w-]+)*$/,
  /^must be a (date \(YYYY-MM-DD\)|time \(HH:MM\)), such as \S+$/,
  /^must be a (local )?date and time[^:]*, such as \d{4}-\d\d-\d\dT\d\d:\d\d.*$/,
  /^must be a (UUID|recurrence rule \(RFC 5545\)), such as \S+$/,
  /^must be an (IANA time zone|e-mail address), such as \S+$/,
  /^must be a language tag, such as en or de-AT$/,
];

/** What libraries say, where nobody says it better. */
const LIBRARY_TEXTS =
  /conforming|each value in|should not|regular expression|constraint|must be an? (integer|boolean value|text)|unexpected (token|end)|undefined|NaN|\[object|\$property|class|instance/i;

describe('a refusal says what is wrong', () => {
  let contract: Contract;
  let mistakes: Mistakes;

  beforeAll(async () => {
    contract = await Contract.start();
    mistakes = new Mistakes(contract.document);
  });

  afterAll(() => contract.stop());

  it('with each field of each body that is missing, null or of another type', async () => {
    const wrong: string[] = [];
    let tried = 0;
    await contract.forEach(
      ({ body }) => body?.schema !== undefined,
      async (prepared) => {
        const all = mistakes.ofBody(prepared.operation.body!.schema!, { ...prepared.body });
        for (const mistake of all) {
          const name = `${prepared.operation.id} ${mistake.field} ${mistake.kind}`;
          if (isDefault(mistake)) continue;
          tried += 1;
          const answer = await contract.ask(prepared, { body: mistake.body });
          wrong.push(...problems(answer, 422, mistake).map((problem) => `${name}: ${problem}`));
        }
      },
    );

    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(400);
  });

  it('with each setting of each type of widget, of a new one and of one that is changed', async () => {
    const { owner } = contract.world;
    const { data: types } = await owner.api.get<{ type: string; settingsSchema: Json }[]>('/widget-types');
    const wrong: string[] = [];
    for (const { type, settingsSchema } of types) {
      const { id } = await addWidget(owner, { type });
      const create = await contract.prepare('createWidget');
      const update = { ...(await contract.prepare('updateWidget')), path: `/api/v1/widgets/${id}` };
      for (const [prepared, rest] of [
        [create, { type, title: 'New' }],
        [update, {}],
      ] as const) {
        const all = mistakes.ofObject(
          settingsSchema,
          mistakes.exampleOf(settingsSchema),
          'settings',
          (value) => ({
            ...rest,
            settings: value,
          }),
        );
        for (const mistake of all.filter((one) => !isDefault(one))) {
          const answer = await contract.ask(prepared, { body: mistake.body });
          wrong.push(
            ...problems(answer, 422, mistake).map((problem) => `${type} ${mistake.field}: ${problem}`),
          );
        }
        expect(all.length).toBeGreaterThan(0);
      }
    }

    expect(wrong).toEqual([]);
  });

  it('with each parameter of each query that is mistyped or given twice', async () => {
    const wrong: string[] = [];
    let tried = 0;
    await contract.forEach(
      (operation) => parametersIn(operation, 'query').length > 0,
      async (prepared) => {
        for (const parameter of parametersIn(prepared.operation, 'query')) {
          const { name } = parameter;
          for (const query of [`?${name}=a&${name}=b`, ...mistyped(parameter)]) {
            tried += 1;
            const answer = await contract.ask(prepared, { query });
            const twice = query.includes('&') ? [/^must be given once$/] : VOCABULARY;
            const found = problems(answer, 422, { field: name }, twice);
            wrong.push(...found.map((problem) => `${prepared.operation.id} ${query}: ${problem}`));
          }
        }
      },
    );

    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(40);
  });

  it('with several fields at once: one detail each, and the first in the message', async () => {
    const prepared = await contract.prepare('createWidget');

    const answer = await contract.ask(prepared, {
      body: { title: 7, importance: 'high', frequency: 'hourly', isPinned: null, colour: 'red' },
    });

    const { message, error } = answer.body as Refusal;
    expect(error.details).toHaveLength(6);
    expect(error.details).toEqual(
      expect.arrayContaining([
        { field: 'type', message: 'is required' },
        { field: 'title', message: 'must be a string' },
        { field: 'importance', message: 'must be a number' },
        { field: 'frequency', message: 'must be one of: once, daily, weekly, monthly, yearly, custom' },
        { field: 'isPinned', message: 'must not be null' },
        { field: 'colour', message: 'is not a known field' },
      ]),
    );
    const [first] = error.details;
    expect(message).toBe(`${first!.field} ${first!.message} (and 5 more)`);
  });

  it.each([
    ['no body', undefined, {}, 422, /^type is required \(and 1 more\)$/],
    ['an array', '[]', {}, 422, /^body must be an object, not an array$/],
    ['null', 'null', {}, 422, /^body must be an object, not null$/],
    ['a text', 'type=todo', { 'content-type': 'text/plain' }, 415, /^send the body as application\/json$/],
  ])('with %s instead of an object', async (_, body, headers, status, message) => {
    const answer = await create({ body, headers });

    expect([answer.status, (answer.body as Refusal).message]).toEqual([
      status,
      expect.stringMatching(message),
    ]);
  });

  it('with a version that is none', async () => {
    const prepared = await contract.prepare('updateWidget');

    const answer = await contract.ask(prepared, { headers: { 'if-match': 'three' } });

    expect(problems(answer, 400, { field: 'If-Match' }, [/^must be the ETag of .+, such as "3"$/])).toEqual(
      [],
    );
  });

  it.each(['{"type":', '{"type": todo}', '{"type": "todo",}', "{'type': 'todo'}", 'todo'])(
    'with the body %s, without the words of a parser',
    async (body) => {
      const answer = await create({ body });

      expect([answer.status, (answer.body as Refusal).message]).toEqual([
        400,
        expect.stringMatching(/^the body is not valid JSON( at position \d+)?: send one JSON object$/),
      ]);
    },
  );

  async function create({ body, headers }: Pick<WireRequest, 'body' | 'headers'>): Promise<WireAnswer> {
    const wire = toWire(await contract.prepare('createWidget'));
    return contract.send({ ...wire, headers: { ...wire.headers, ...headers }, body });
  }
});

interface Refusal {
  readonly message: string;
  readonly error: { readonly details: readonly { field: string; message: string }[] };
}

/** What is wrong with the answer to a request that has one wrong field. */
function problems(
  answer: WireAnswer,
  status: number,
  { field }: Pick<Mistake, 'field'>,
  vocabulary = VOCABULARY,
): string[] {
  if (answer.status !== status) return [`answered ${answer.status} ${answer.text.slice(0, 200)}`];
  const { message, error } = answer.body as Refusal;
  const [detail, ...others] = error.details;
  const text = detail?.message ?? '';
  return [
    ...(detail?.field === field && others.length === 0 ? [] : [`blames ${JSON.stringify(error.details)}`]),
    ...(vocabulary.some((known) => known.test(text)) ? [] : [`says "${text}"`]),
    ...(LIBRARY_TEXTS.test(message + text) ? [`says it as a library does: "${text}"`] : []),
    ...(message === `${field} ${text}` ? [] : [`sums up as "${message}"`]),
  ];
}

/** Null sets a setting back to its default. */
function isDefault({ field, kind }: Mistake): boolean {
  return field.startsWith('settings.') && kind === 'null';
}

/** Queries that give a parameter what it can't be read from; none for one that takes any text. */
function mistyped({ name, schema }: Parameter): string[] {
  const isText = schema.type === 'string' && schema.format === undefined && schema.enum === undefined;
  return isText ? [] : [`?${name}=some%20text`];
}
