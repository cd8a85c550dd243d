import { describe, expect, it } from '@jest/globals';
import { addConditions } from './conditions.js';
import { addExamples } from './examples.js';
import { addFailures } from './failures.js';
import { addFormats } from './formats.js';
import { removeGuesses } from './guesses.js';
import { toJsonSchema } from './json-schema.js';
import { describeRequests } from './requests.js';
import { child, type Json, type Operation } from './walk.js';

const BEARER = [{ bearer: [] }];

const operation = (facts: Json, method = 'get'): Operation => ({ path: '/api/v1/things', method, facts });
const refer = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Json): Json => ({ content: { 'application/json': { schema } } });
const enveloped = json({ properties: { data: refer('Thing'), meta: refer('Meta') } });
const statuses = ({ facts }: Operation): string[] => Object.keys(child(facts, 'responses'));

describe('what the compiler plugin guessed', () => {
  it('gives way to the status that the endpoint names, whatever its body', () => {
    const guessed = operation({ responses: { 200: enveloped, 201: json(refer('Reply')), 404: {} } });

    removeGuesses([guessed]);

    expect(statuses(guessed)).toEqual(['200', '404']);
  });

  it('stays where there is no envelope', () => {
    const probe = operation({ responses: { 200: json(refer('Health')), 503: {} } });

    removeGuesses([probe]);

    expect(statuses(probe)).toEqual(['200', '503']);
  });
});

describe('what OpenAPI 3.0 said in its own words', () => {
  it.each([
    [{ type: 'string', nullable: true }, { type: ['string', 'null'] }],
    [{ type: 'string', nullable: false }, { type: 'string' }],
    [
      { type: 'string', enum: ['a'], nullable: true },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [{ allOf: [refer('Thing')], nullable: true }, { anyOf: [refer('Thing'), { type: 'null' }] }],
    [
      { type: 'object', properties: {} },
      { type: 'object', properties: {}, additionalProperties: true },
    ],
  ] as [Json, Json][])('%j is %j', (said, meant) => {
    const document: Json = { inner: [said] };

    toJsonSchema(document);

    expect(document).toEqual({ inner: [meant] });
  });
});

describe('requests', () => {
  const post = (schema: Json): Operation => operation({ requestBody: json(schema) }, 'post');

  it('are closed, through all that they refer to, and need no field that has a default', () => {
    const schemas: Json = {
      Ask: {
        properties: { name: {}, limit: { default: 5 }, items: { items: refer('Item') } },
        required: ['name', 'limit'],
      },
      Item: { properties: { id: {} } },
      Answer: { properties: {} },
    };
    const ask = post(refer('Ask'));

    describeRequests([ask], schemas);

    expect(schemas).toMatchObject({
      Ask: { additionalProperties: false, required: ['name'] },
      Item: { additionalProperties: false },
      Answer: { properties: {} },
    });
    expect(schemas.Answer).not.toHaveProperty('additionalProperties');
    expect(ask.facts.requestBody).toMatchObject({ required: true });
  });

  it('may go without a body where no field of it is needed', () => {
    const schemas: Json = { Ask: { properties: { limit: { default: 5 } }, required: ['limit'] } };
    const ask = post(refer('Ask'));

    describeRequests([ask], schemas);

    expect(schemas.Ask).not.toHaveProperty('required');
    expect(ask.facts.requestBody).toMatchObject({ required: false });
  });

  it('need no parameter that has a default', () => {
    const list = operation({
      parameters: [
        { name: 'limit', required: true, schema: { default: 25 } },
        { name: 'id', required: true, schema: {} },
      ],
    });

    describeRequests([list], {});

    expect(list.facts.parameters).toMatchObject([
      { name: 'limit', required: false },
      { name: 'id', required: true },
    ]);
  });
});

describe('reads with an ETag', () => {
  const etag = { description: 'Version' };

  it('are documented with If-None-Match and 304', () => {
    const read = operation({
      parameters: [
        { name: 'id', in: 'path' },
        { name: 'if-none-match', in: 'header', required: true },
      ],
      responses: { 200: { headers: { ETag: etag } } },
    });

    addConditions([read]);

    expect(read.facts.parameters).toMatchObject([{ name: 'id' }, { name: 'If-None-Match', required: false }]);
    expect(read.facts.responses).toMatchObject({ 304: { headers: { ETag: etag } } });
  });

  it('are told from changes and from reads without one', () => {
    const change = operation({ responses: { 200: { headers: { ETag: etag } } } }, 'patch');
    const read = operation({ responses: { 200: {} } });

    addConditions([change, read]);

    expect([statuses(change), statuses(read)]).toEqual([['200'], ['200']]);
  });
});

describe('failures', () => {
  it('are those that the shape of an operation brings about, each written down once', () => {
    const responses: Json = {};
    const everything = operation({
      security: BEARER,
      parameters: [
        { in: 'path', name: 'id' },
        { in: 'query', name: 'limit' },
        { in: 'header', name: 'If-Match' },
      ],
      requestBody: {},
    });
    const nothing = operation({});

    addFailures([everything, nothing], responses);

    expect(statuses(everything)).toEqual(['400', '401', '404', '412', '413', '415', '422', '503']);
    expect(statuses(nothing)).toEqual(['400', '503']);
    expect(nothing.facts.responses).toMatchObject({ 503: { $ref: '#/components/responses/Unavailable' } });
    expect(Object.keys(responses)).toHaveLength(8);
  });

  it('of its own keep their codes, beside the common ones of that status', () => {
    const own = operation({
      requestBody: {},
      responses: { 409: { description: 'id_taken, limit_reached' }, 422: { description: 'password_wrong' } },
    });

    addFailures([own], {});

    expect(own.facts.responses).toMatchObject({
      409: {
        description: 'id_taken, limit_reached',
        content: {
          'application/json': { example: { error: { code: 'id_taken' }, meta: { path: '/api/v1/things' } } },
        },
      },
      422: { description: expect.stringMatching(/^password_wrong; or: Well formed but wrong/) },
    });
  });

  it('tell those who came too early when to come again', () => {
    const busy = operation({ responses: { 429: { description: 'sign_in_locked' } } });

    addFailures([busy], {});

    expect(busy.facts.responses).toMatchObject({ 429: { headers: { 'Retry-After': { example: 2 } } } });
  });
});

describe('the format of a text', () => {
  it.each([
    ['01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11', 'uuid'],
    ['2026-03-01', 'date'],
    ['2026-03-01T08:15:30.000Z', 'date-time'],
    ['2026-03-01T08:15', undefined],
    ['Ada', undefined],
  ])('is read from its example: %s is %s', (example, format) => {
    const [plain, nullable]: Json[] = [
      { type: 'string', example },
      { type: ['string', 'null'], example },
    ];

    addFormats([plain, nullable]);

    expect([plain!.format, nullable!.format]).toEqual([format, format]);
  });

  it('is left as it was said, and left out of what is no text', () => {
    const said: Json = { type: 'string', format: 'day', example: '2026-03-01' };
    const number: Json = { type: 'number', example: 2026 };

    addFormats([said, number]);

    expect([said.format, number.format]).toEqual(['day', undefined]);
  });
});

describe('a number', () => {
  it.each([
    [{ type: 'number', example: 3 }, 'integer'],
    [{ type: ['number', 'null'], example: 3 }, ['integer', 'null']],
    [{ type: 'number', example: 1.2 }, 'number'],
    [{ type: ['number', 'null'], example: null }, ['number', 'null']],
    [{ type: 'string', example: 3 }, 'string'],
  ] as [Json, unknown][])('%j is of the type %j', (schema, type) => {
    addFormats(schema);

    expect(schema.type).toEqual(type);
  });
});

describe('the example of a body', () => {
  const exampleOf = (schema: Json, schemas: Json = {}): unknown => {
    const ask = operation({ requestBody: json(schema), responses: { 304: {} } });
    addExamples([ask], schemas);
    return (ask.facts.requestBody as { content: Record<string, Json> }).content['application/json']!.example;
  };

  it.each([
    [{ example: 'a', default: 'b' }, 'a'],
    [{ default: 'b' }, 'b'],
    [{ type: 'string' }, 'text'],
    [{ type: 'integer' }, 1],
    [{ type: 'boolean' }, true],
    [{ type: 'null' }, null],
    [{ type: ['string', 'null'] }, null],
    [{ enum: ['first', 'second'] }, 'first'],
    [{ type: 'array', items: { type: 'number' } }, [1]],
    [{ type: 'array' }, []],
    [{ oneOf: [{ type: 'string' }, { type: 'null' }] }, 'text'],
    [
      { allOf: [{ properties: { a: { example: 1 } } }, { properties: { b: { example: 2 } } }] },
      { a: 1, b: 2 },
    ],
    [{ type: 7 }, null],
  ] as [Json, unknown][])('of %j is %j', (schema, example) => {
    expect(exampleOf(schema)).toEqual(example);
  });

  it('has what must be there, and of the rest what has an example of its own', () => {
    const properties = { must: { type: 'string' }, may: { type: 'string' }, shown: { example: 'so' } };

    expect(exampleOf(refer('Thing'), { Thing: { properties, required: ['must'] } })).toEqual({
      must: 'text',
      shown: 'so',
    });
  });

  it('ends somewhere where a schema refers to itself', () => {
    const Tree = { properties: { child: refer('Tree') }, required: ['child'] };

    expect(JSON.stringify(exampleOf(refer('Tree'), { Tree }))).toContain('null');
  });

  it('stays the one that was given', () => {
    const ask = operation({
      requestBody: { content: { 'application/json': { schema: {}, example: 'given' } } },
    });

    addExamples([ask], {});

    expect(ask.facts.requestBody).toMatchObject({ content: { 'application/json': { example: 'given' } } });
  });
});
