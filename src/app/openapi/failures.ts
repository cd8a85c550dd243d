import {
  AppError,
  MalformedError,
  NotFoundError,
  StaleVersionError,
  UnauthenticatedError,
  UnsupportedMediaTypeError,
  UpstreamError,
} from '../../common/errors/app-error.js';
import type { Route } from '../../common/http/endpoint.js';
import { RateLimited } from '../../common/http/rate-limit.js';
import { failureOf, type Failure } from '../../common/http/failure.js';
import { queryUnknown, unknownField, validationFailed } from '../../common/validation/details.js';
import { invalidExample } from './invalid-example.js';
import { child, children, isJson, type Json, type Operation } from './walk.js';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Malformed request',
  401: 'Not authenticated',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict with the current state',
  412: 'Version conflict: `If-Match` is not the current version',
  413: 'Body too large',
  415: 'Unsupported media type, encoding or charset',
  422: 'Validation failed: one detail for each invalid field',
  429: 'Too many requests',
  503: 'Temporarily unavailable',
};

const TAKE_BODIES = ['post', 'put', 'patch'];

const RETRY_AFTER = {
  'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' }, example: 2 },
};

const TOO_LARGE: Failure = {
  status: 413,
  code: 'body_too_large',
  message: 'the body is larger than this route reads',
  details: [],
};

/** Documents the failures of operations, those of their shape and their own, each with an example. */
export function addFailures(
  operations: readonly Operation[],
  routeOf: (operation: Operation) => Route | undefined,
): void {
  for (const operation of operations) {
    const route = routeOf(operation);
    const own = (route?.failures ?? []).map(toFailure);
    const shared = sharedFailures(operation, route).filter(
      ({ status }) => status !== 404 || own.every((failure) => failure.status !== 404),
    );
    const responses = child(operation.facts, 'responses');
    for (const [status, failures] of byStatus([...own, ...shared]))
      responses[status] = toResponse(status, failures, operation.path);
  }
}

/** What can go wrong with a request because of what it takes. */
function sharedFailures(operation: Operation, route: Route | undefined): Failure[] {
  const { facts } = operation;
  const parameters = children(facts, 'parameters');
  const takes = (test: (parameter: Json) => boolean): boolean => parameters.some(test);
  const hasBody = isJson(facts.requestBody);
  const errors: (AppError | undefined | false)[] = [
    malformed(
      hasBody,
      takes(({ name }) => name === 'cursor'),
    ),
    children(facts, 'security').length > 0 &&
      new UnauthenticatedError(
        'token_missing',
        'sign in and send the access token as "Authorization: Bearer …"',
      ),
    takes(({ in: place }) => place === 'path') &&
      new NotFoundError('not_found', 'there is no such thing: check the id in the address'),
    takes(({ name }) => name === 'If-Match') && new StaleVersionError(4),
    hasBody && new UnsupportedMediaTypeError('media_type_unsupported', `send the body as ${typeOf(facts)}`),
    (route && invalidExample(route)) ?? invalidOf(operation),
    new RateLimited(30),
    new UpstreamError('database_busy', 'the database is busy: try again in a moment'),
  ];
  const failures = errors.filter((error) => error instanceof AppError).map(toFailure);
  return hasBody ? [...failures, TOO_LARGE] : failures;
}

/** A refusal of what no class describes: a parameter that is read alone, or a body where none is taken. */
function invalidOf({ method, facts }: Operation): AppError | undefined {
  const odd = children(facts, 'parameters').find(
    ({ in: place, schema }) => place === 'query' || (isJson(schema) && schema.format === 'date'),
  );
  if (odd !== undefined) return validationFailed([{ field: String(odd.name), message: 'is not valid' }]);
  const refusesBody = TAKE_BODIES.includes(method) && !isJson(facts.requestBody);
  return refusesBody ? validationFailed([unknownField('query')]) : undefined;
}

function malformed(hasBody: boolean, hasCursor: boolean): MalformedError {
  if (hasBody)
    return new MalformedError(
      'body_malformed',
      'the body is not valid JSON at position 14: send one JSON object',
    );
  if (hasCursor)
    return new MalformedError(
      'cursor_invalid',
      'the cursor is not one that this list gave: begin again without it',
      { details: [{ field: 'cursor', message: 'is not one that this list gave' }] },
    );
  return queryUnknown([unknownField('page')]);
}

function typeOf({ requestBody }: Json): string {
  const [type = 'application/json'] = isJson(requestBody) ? Object.keys(child(requestBody, 'content')) : [];
  return type;
}

function toFailure(error: AppError): Failure {
  const failure = failureOf(error);
  if (!failure) throw new Error(`${error.code} is answered with no failure`);
  return failure;
}

function byStatus(failures: readonly Failure[]): Map<number, Failure[]> {
  const statuses = [...new Set(failures.map(({ status }) => status))].sort((a, b) => a - b);
  return new Map(statuses.map((status) => [status, failures.filter((failure) => failure.status === status)]));
}

function toResponse(status: number, failures: readonly Failure[], path: string): Json {
  const codes = failures.map(({ code }) => `\`${code}\``).join(', ');
  return {
    description: `${TITLES[status] ?? 'Failure'} (${codes})`,
    ...(status === 429 || status === 503 ? { headers: RETRY_AFTER } : {}),
    content: {
      'application/json': {
        schema: { $ref: '#/components/schemas/Failure' },
        examples: Object.fromEntries(failures.map((failure) => [failure.code, exampleOf(failure, path)])),
      },
    },
  };
}

function exampleOf({ code, message, details }: Failure, path: string): Json {
  const meta = { requestId: '5f1d3c0a9b7e4d2c8a6f1b3e', timestamp: '2026-03-01T08:15:30.000Z', path };
  return { value: { status: 'error', message, error: { code, details }, meta } };
}
