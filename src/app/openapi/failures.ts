import { COMMON_FAILURES, type CommonFailure } from './common-failures.js';
import { child, isJson, type Json, type Operation } from './walk.js';

type Told = Pick<CommonFailure, 'status' | 'code' | 'message'>;

const SOME_PATH = '/api/v1/widgets';
const RETRY_AFTER = {
  'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' }, example: 2 },
};

/** Documents the failures that operations have by their shape, and gives those that they name themselves their bodies. */
export function addFailures(operations: readonly Operation[], responses: Json): void {
  for (const operation of operations) {
    const own = child(operation.facts, 'responses');
    for (const [status, response] of Object.entries(own)) {
      if (Number(status) >= 400 && isJson(response)) addBody(operation.path, Number(status), response);
    }
    for (const failure of COMMON_FAILURES.filter(({ applies }) => applies(operation))) {
      const { status, name, when } = failure;
      const named = own[status];
      if (isJson(named)) named.description = `${String(named.description)}; or: ${when}`;
      else own[status] = { $ref: `#/components/responses/${name}` };
      responses[name] ??= { description: when, ...bodies(SOME_PATH, failure) };
    }
  }
}

/** The description of an own failure is its codes, separated by commas. */
function addBody(path: string, status: number, response: Json): void {
  const [code = ''] = String(response.description).split(',');
  Object.assign(response, bodies(path, { status, code, message: code.replaceAll('_', ' ') }));
}

function bodies(path: string, { status, code, message }: Told): Json {
  const [field = '', ...rest] = message.split(' ');
  const details = code === 'validation_failed' ? [{ field, message: rest.join(' ') }] : [];
  const facts = { requestId: '5f1d3c0a9b7e4d2c8a6f1b3e', timestamp: '2026-03-01T08:15:30.000Z' };
  const type = `urn:brainboard:error:${code}`;
  return {
    ...(status === 429 || status === 503 ? { headers: RETRY_AFTER } : {}),
    content: {
      'application/json': {
        schema: { $ref: '#/components/schemas/Failure' },
        example: { status: 'error', message, error: { code, details }, meta: { ...facts, path } },
      },
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        example: { type, title: message, status, instance: path, code, errors: details, ...facts },
      },
    },
  };
}
