import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCompiledServer, type CompiledServer } from '../support/compiled-server.js';
import {
  ApiDocument,
  parametersIn,
  successOf,
  type DocumentedResponse,
  type Json,
  type Operation,
} from './openapi/document.js';
import { RECIPES } from './openapi/recipes.js';
import { Schemas } from './openapi/schemas.js';

/** What anybody may call. Another one here is a decision, not an accident. */
const OPEN = ['getCalendarFile', 'login', 'refreshTokens', 'register', 'restoreAccount'];

describe('the OpenAPI document of the running server', () => {
  let server: CompiledServer;
  let document: ApiDocument;
  let api: readonly Operation[];

  beforeAll(async () => {
    server = await startCompiledServer();
    document = await ApiDocument.of(server);
    api = document.operations.filter(({ path }) => path.startsWith('/api/v1/'));
  });

  afterAll(() => server.stop());

  /** Ids of the operations that something is wrong with. */
  const wrong = (isWrong: (operation: Operation) => boolean, among = document.operations): string[] =>
    among.filter(isWrong).map(({ id }) => id);

  it('is OpenAPI 3.1 with a title and a version', () => {
    expect(document.json).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Brainboard', version: expect.stringMatching(/./) },
    });
  });

  it('has a recipe for each operation and none for others', () => {
    expect(document.operations.map(({ id }) => id).sort()).toEqual(Object.keys(RECIPES).sort());
  });

  it('gives each operation a summary, a tag and an id of its own', () => {
    expect(wrong(({ id }) => !/^[a-z]+([A-Z][a-z]*)*$/.test(id))).toEqual([]);
    expect(wrong(({ summary = '' }) => !/^[A-Z].{5,}[^.]$/.test(summary))).toEqual([]);
    expect(wrong(({ description = '' }) => !/^[A-Z`].*[.]$/s.test(description))).toEqual([]);
    expect(wrong(({ tags = [] }) => tags.length !== 1)).toEqual([]);
    expect(new Set(document.operations.map(({ operationId }) => operationId)).size).toBe(
      document.operations.length,
    );
  });

  it('leaves only signing in, the probes, and calendars at secret addresses open', () => {
    expect(wrong(({ isClosed }) => !isClosed, api).sort()).toEqual(OPEN);
  });

  it('names one success for each operation, with a body', () => {
    const mediaOf = (o: Operation): object => o.responses.get(successOf(o))?.content ?? {};
    expect(wrong((operation) => Object.keys(mediaOf(operation)).length !== 1)).toEqual([]);
  });

  it('answers 201 or 202 exactly where it says where the thing is', () => {
    const isMade = (operation: Operation): boolean => successOf(operation) !== 200;
    expect(wrong((o) => isMade(o) !== (headersOf(o).Location !== undefined), api)).toEqual([]);
  });

  it('documents the failures that each operation has by its shape', () => {
    const lacks = (operation: Operation, ...statuses: number[]): boolean =>
      statuses.some((status) => jsonOf(operation, status) === undefined);

    expect(wrong((o) => o.isClosed && lacks(o, 401), api)).toEqual([]);
    expect(wrong((o) => parametersIn(o, 'path').length > 0 && lacks(o, 404), api)).toEqual([]);
    expect(wrong((o) => parametersIn(o, 'query').length > 0 && lacks(o, 422), api)).toEqual([]);
    expect(wrong((o) => o.body !== undefined && lacks(o, 413, 415, 422), api)).toEqual([]);
    expect(wrong((o) => lacks(o, 400, 503), api)).toEqual([]);
  });

  it('says how a version is read again and how it is changed', () => {
    const names = (o: Operation, header: string): boolean =>
      parametersIn(o, 'header').some(({ name }) => name === header);
    const hasTag = (o: Operation): boolean => headersOf(o).ETag !== undefined;
    const isRead = ({ method }: Operation): boolean => method === 'GET';

    expect(
      wrong((o) => isRead(o) && hasTag(o) !== (names(o, 'If-None-Match') && o.responses.has(304))),
    ).toEqual([]);
    expect(wrong((o) => names(o, 'If-Match') !== o.responses.has(412))).toEqual([]);
    // What is read with a strong tag is changed and removed with one.
    const versioned = new Set(api.filter((o) => isRead(o) && isResource(o)).map(({ path }) => path));
    const isChange = ({ method, path }: Operation): boolean =>
      ['PATCH', 'PUT', 'DELETE'].includes(method) && versioned.has(path);
    expect(wrong((o) => isChange(o) && !names(o, 'If-Match'), api)).toEqual([]);
    expect(wrong((o) => isRead(o) && isPage(o) && headersOf(o).Link === undefined, api)).toEqual([]);
  });

  it('describes every parameter, and requires none of a query', () => {
    const isBad = ({ parameters }: Operation): boolean =>
      parameters.some(
        ({ in: place, description = '', required }) =>
          !/^[^.]{3,}/.test(description) || (place === 'query' && required === true),
      );
    expect(wrong(isBad)).toEqual([]);
  });

  it('describes every field of requests and answers', () => {
    const bare = Object.entries(document.json.components.schemas).flatMap(([name, schema]) =>
      Object.entries(document.propertiesOf(schema))
        .filter(([, { description }]) => typeof description !== 'string' || description.length < 3)
        .map(([field]) => `${name}.${field}`),
    );
    expect(bare).toEqual([]);
  });

  it('lets Swagger UI fill in only what a request needs', () => {
    const isFilledIn = ({ parameters }: Operation): boolean =>
      parameters.some(
        ({ required, schema, ...parameter }) =>
          required !== true &&
          [schema.example, schema.default, (parameter as Json).example, (parameter as Json).examples].some(
            (value) => value !== undefined,
          ),
      );
    const datesOf = ({ body }: Operation): unknown[] => {
      const required = document
        .variantsOf(body?.schema ?? {})
        .flatMap((one) => (one.required ?? []) as string[]);
      return Object.entries(body?.example ?? {}).filter(
        ([name, value]) => !required.includes(name) && /^\d{4}-\d\d-\d\d/.test(String(value)),
      );
    };

    expect(wrong(isFilledIn)).toEqual([]);
    // Sent as it stands, it would be of a day of long ago.
    expect(wrong((operation) => datesOf(operation).length > 0)).toEqual([]);
  });

  it('lists the tags with a description, each used, and each operation under one of them', () => {
    const used = document.operations.flatMap(({ tags = [] }) => tags);
    const listed = document.json.tags;

    expect([...new Set(used)].sort()).toEqual(listed.map(({ name }) => name).sort());
    expect(listed.filter(({ description }) => !/^[A-Z].{9,}\.$/.test(description))).toEqual([]);
  });

  it('wraps each answer in a schema that is called as its operation', () => {
    const nameOf = (operation: Operation): unknown => jsonOf(operation, successOf(operation))?.$ref;
    const wants = ({ id }: Operation): string =>
      `#/components/schemas/${id.charAt(0).toUpperCase()}${id.slice(1)}Response`;
    const isJson = (operation: Operation): boolean => jsonOf(operation, successOf(operation)) !== undefined;

    expect(wrong((o) => nameOf(o) !== wants(o), api.filter(isJson))).toEqual([]);
  });

  it('gives no field of a request a default, which generated clients would require', () => {
    const hasDefault = ({ body }: Operation): boolean =>
      Object.values(document.propertiesOf(body?.schema)).some((field) => 'default' in field);
    expect(wrong(hasDefault)).toEqual([]);
  });

  it('gives errors examples of their own operation, and one type that clients can rely on', () => {
    const fails = (o: Operation): [number, DocumentedResponse][] =>
      [...o.responses].filter(([status]) => status >= 400);
    const examplesOf = ({ content }: DocumentedResponse): Json[] =>
      Object.values(content?.['application/json']?.examples ?? {}).map(({ value }) => value as Json);
    const isForeign = (o: Operation): boolean =>
      fails(o).some(([, response]) => {
        const examples = examplesOf(response);
        return (
          Object.keys(response.content ?? {}).join() !== 'application/json' ||
          examples.length === 0 ||
          examples.some(({ meta }) => (meta as Json).path !== o.path)
        );
      });
    // What takes no body refuses any field of one.
    const namesNoField = (o: Operation): boolean =>
      (o.body !== undefined || o.parameters.some(({ in: place }) => place === 'query')) &&
      examplesOf(o.responses.get(422) ?? { description: '' }).some(({ error }) => {
        const names = [
          ...Object.keys(document.propertiesOf(o.body?.schema)),
          ...o.parameters.map(({ name }) => name),
        ];
        const { details } = error as { details: { field: string }[] };
        return details.some(({ field }) => !names.includes(field.split(/[.[]/)[0]!));
      });

    expect(wrong(isForeign, api)).toEqual([]);
    expect(wrong(namesNoField, api)).toEqual([]);
  });

  it('has only schemas that are JSON Schema 2020-12, with references that lead somewhere', () => {
    const schemas = new Schemas(document);
    for (const schema of Object.values(document.json.components.schemas)) schemas.problems(schema, undefined);

    expect(JSON.stringify(document.json)).not.toContain('"nullable"');
    for (const [, reference] of JSON.stringify(document.json).matchAll(/"\$ref":"([^"]+)"/g))
      expect(document.resolve(reference!)).toEqual(expect.any(Object));
  });

  it('gives every body an example that its own schema allows', () => {
    const schemas = new Schemas(document);
    const problems = document.operations.flatMap(({ id, body, responses }) =>
      [body, ...[...responses.values()].flatMap(({ content = {} }) => Object.values(content))].flatMap(
        (media) => {
          if (media === undefined) return [];
          const { schema, example, examples = { example: { value: example } } } = media;
          const values = Object.values(examples).map(({ value }) => value);
          if (schema === undefined || values.includes(undefined)) return [`${id} has no example`];
          return values.flatMap((value) =>
            schemas.problems(schema, value).map((problem) => `${id}: ${problem}`),
          );
        },
      ),
    );

    expect(problems).toEqual([]);
  });

  it('closes every request to fields that it does not name', () => {
    const isOpen = ({ body }: Operation): boolean => {
      if (body?.schema === undefined) return false;
      return document.variantsOf(body.schema).some((schema) => schema.additionalProperties !== false);
    };
    expect(wrong(isOpen)).toEqual([]);
  });

  function jsonOf({ responses }: Operation, status: number): Json | undefined {
    return responses.get(status)?.content?.['application/json']?.schema;
  }

  function headersOf(operation: Operation): Readonly<Record<string, Json>> {
    return operation.responses.get(successOf(operation))?.headers ?? {};
  }

  function dataOf(operation: Operation): Json | undefined {
    return document.propertiesOf(jsonOf(operation, successOf(operation))).data;
  }

  function isResource(operation: Operation): boolean {
    return document.propertiesOf(dataOf(operation)).version !== undefined;
  }

  function isPage(operation: Operation): boolean {
    return parametersIn(operation, 'query').some(({ name }) => name === 'cursor');
  }
});
