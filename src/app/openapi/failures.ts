import type { OpenAPIObject } from '@nestjs/swagger';
import { child, isJson, operationsOf, type Operation } from './walk.js';

interface CommonFailure {
  readonly status: number;
  readonly when: string;
  readonly applies: (operation: Operation) => boolean;
}

const hasBody = ({ facts }: Operation): boolean => facts.requestBody !== undefined;
const hasPathParameter = ({ path }: Operation): boolean => path.includes('{');
const hasQuery = ({ facts }: Operation): boolean =>
  Array.isArray(facts.parameters) &&
  facts.parameters.some((parameter) => isJson(parameter) && parameter.in === 'query');
const isClosed = ({ facts }: Operation): boolean =>
  Array.isArray(facts.security) && facts.security.length > 0;

const COMMON: readonly CommonFailure[] = [
  {
    status: 400,
    when: 'Not JSON, a bad cursor or an unknown query parameter',
    applies: (o) => hasBody(o) || hasQuery(o),
  },
  { status: 401, when: 'No access token, or one that does not count any more', applies: isClosed },
  { status: 404, when: 'There is no such thing for you', applies: hasPathParameter },
  { status: 413, when: 'The body is too large', applies: hasBody },
  { status: 415, when: 'The body is of a type that is not read', applies: hasBody },
  {
    status: 422,
    when: 'Well formed but wrong: one detail for each wrong field',
    applies: (o) => hasBody(o) || hasQuery(o),
  },
  {
    status: 503,
    when: 'Something that this needs is away: try again after Retry-After',
    applies: () => true,
  },
];

const BODY = {
  'application/json': { schema: { $ref: '#/components/schemas/Failure' } },
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
};

/** Documents the failures that operations have by their shape, and gives every failure its body. */
export function addFailures(document: OpenAPIObject): void {
  for (const operation of operationsOf(document)) {
    if (!operation.path.startsWith('/api/')) continue;
    const responses = child(operation.facts, 'responses');
    for (const { status, when, applies } of COMMON) {
      if (applies(operation)) responses[status] ??= { description: when };
    }
    for (const [status, response] of Object.entries(responses)) {
      if (Number(status) >= 400 && isJson(response)) response.content ??= BODY;
    }
  }
}
