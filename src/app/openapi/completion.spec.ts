import { describe, expect, it } from '@jest/globals';
import { IsInt } from 'class-validator';
import { ConflictError, NotFoundError, TooManyError } from '../../common/errors/app-error.js';
import type { Route } from '../../common/http/endpoint.js';
import { addConditions } from './conditions.js';
import { addExamples } from './examples.js';
import { addFailures } from './failures.js';
import { addFormats } from './formats.js';
import { removeGuesses } from './guesses.js';
import { toJsonSchema } from './json-schema.js';
import { describeIds } from './parameters.js';
import { describeRequests } from './requests.js';
import { child, schemasBelow, type Json, type Operation } from './walk.js';

const BEARER = [{ bearer: [] }];

const operation = (facts: Json, method = 'get'): Operation => ({ path: '/api/v1/things', method, facts });
const refer = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Json): Json => ({ content: { 'application/json': { schema } } });
const route = (facts: Partial<Route>): Route => ({
  id: 'getThing',
  summary: 'Get a thing',
  message: 'Thing',
  returns: null,
  body: undefined,
  query: undefined,
  ...facts,
});
const statuses = ({ facts }: Operation): string[] => Object.keys(child(facts, 'responses'));

describe('what the compiler plugin guessed', () => {
  it('gives way to the status that the endpoint names, whatever its body', () => {
    const guessed = operation({ responses: { 200: json(refer('Reply')), 201: json(refer('Thing')) } });

    removeGuesses([guessed], () => route({ status: 201 }));

    expect(statuses(guessed)).toEqual(['201']);
  });

  it('stays where there is no endpoint', () => {
    const probe = operation({ responses: { 200: json(refer('Health')), 503: {} } });

    removeGuesses([probe], () => undefined);

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
      { allOf: [refer('Thing')], description: 'A thing' },
      { ...refer('Thing'), description: 'A thing' },
    ],
    [{ allOf: [refer('Thing'), refer('Other')] }, { allOf: [refer('Thing'), refer('Other')] }],
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
  const describeOne = (asked: Operation, schemas: Json): void => {
    const requests = schemasBelow(asked.facts.requestBody, schemas);
    describeRequests([asked], requests, () => [...requests][0]);
  };

  it('are closed, through all that they refer to, and need no field that has a default', () => {
    const schemas: Json = {
      Ask: {
        properties: {
          name: {},
          limit: { default: 5, description: 'Most.' },
          items: { items: refer('Item') },
        },
        required: ['name', 'limit'],
      },
      Item: { properties: { id: {} } },
      Answer: { properties: {} },
    };
    const ask = post(refer('Ask'));

    describeOne(ask, schemas);

    expect(schemas).toMatchObject({
      Ask: {
        additionalProperties: false,
        required: ['name'],
        // A generated client takes a field with a default for one that must be there.
        properties: { limit: { description: 'Most. Defaults to `5`.' } },
      },
      Item: { additionalProperties: false },
      Answer: { properties: {} },
    });
    expect(JSON.stringify(schemas)).not.toContain('"default"');
    expect(schemas.Answer).not.toHaveProperty('additionalProperties');
    expect(ask.facts.requestBody).toMatchObject({ required: true });
  });

  it('may go without a body where no field of it is needed', () => {
    const schemas: Json = { Ask: { properties: { limit: { default: 5 } }, required: ['limit'] } };
    const ask = post(refer('Ask'));

    describeOne(ask, schemas);

    expect(schemas.Ask).not.toHaveProperty('required');
    expect(ask.facts.requestBody).toMatchObject({ required: false });
  });

  it('need no parameter that has a default, and Swagger UI fills in none of those', () => {
    const list = operation({
      parameters: [
        { name: 'limit', required: true, description: 'Most.', schema: { default: 25, example: 10 } },
        { name: 'id', required: true, schema: { example: 'x' } },
      ],
    });

    describeOne(list, {});

    expect(list.facts.parameters).toEqual([
      { name: 'limit', required: false, description: 'Most. Defaults to `25`.', schema: { examples: [10] } },
      { name: 'id', required: true, schema: { example: 'x' } },
    ]);
  });
});

describe('ids in paths', () => {
  it.each([
    ['/api/v1/tasks/{id}/complete', 'id', 'Id of the task.'],
    ['/api/v1/tracker-entries/{id}', 'id', 'Id of the tracker entry.'],
    ['/api/v1/searches/{id}', 'id', 'Id of the search.'],
    ['/api/v1/summaries/{id}', 'id', 'Id of the summary.'],
    ['/api/v1/dashboard/today/explanations/{widgetId}', 'widgetId', 'Id of the widget.'],
  ])('of %s are described by what they are of', (path, name, description) => {
    const read = { ...operation({ parameters: [{ in: 'path', name }] }), path };

    describeIds([read]);

    expect(read.facts.parameters).toMatchObject([{ description }]);
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
  class Ask {
    @IsInt()
    limit: number = 1;
  }

  const examplesOf = ({ facts }: Operation, status: number): Json => {
    const response = child(child(facts, 'responses'), String(status));
    return child(child(child(response, 'content'), 'application/json'), 'examples');
  };

  it('are those that the shape of an operation brings about', () => {
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

    addFailures([everything], () => route({ body: Ask }));
    addFailures([nothing], () => route({}));

    expect(statuses(everything)).toEqual(['400', '401', '404', '412', '413', '415', '422', '429', '503']);
    expect(statuses(nothing)).toEqual(['400', '429', '503']);
  });

  it('have an example that the validation of that operation gives', () => {
    const ask = operation({ requestBody: {} });

    addFailures([ask], () => route({ body: Ask }));

    expect(examplesOf(ask, 422)).toMatchObject({
      validation_failed: {
        value: { error: { details: [{ field: 'limit' }] }, meta: { path: '/api/v1/things' } },
      },
    });
  });

  it('of its own have an example each, and take the place of a general one', () => {
    const own = operation({ parameters: [{ in: 'path', name: 'id' }] });
    const failures = [
      new NotFoundError('thing_not_found', 'there is no such thing'),
      new ConflictError('id_taken', 'this id is in use'),
      new ConflictError('limit_reached', 'there can be 5 things'),
    ];

    addFailures([own], () => route({ failures }));

    expect(Object.keys(examplesOf(own, 404))).toEqual(['thing_not_found']);
    expect(examplesOf(own, 409)).toMatchObject({
      id_taken: { value: { message: 'this id is in use', error: { code: 'id_taken' } } },
      limit_reached: { value: { message: 'there can be 5 things' } },
    });
    expect(own.facts.responses).toMatchObject({
      409: { description: expect.stringContaining('`id_taken`, `limit_reached`') },
    });
  });

  it('tell those who came too early when to come again', () => {
    const busy = operation({});

    addFailures([busy], () => route({ failures: [new TooManyError('sign_in_locked', 'wait')] }));

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
    const properties = {
      must: { type: 'string' },
      may: { type: 'string' },
      shown: { example: 'so' },
      // Sent as it stands, it would be a day of long ago.
      dated: { example: '2026-03-01' },
      datedList: { example: ['2026-03-01'] },
    };

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
