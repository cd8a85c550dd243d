import { child, children, isJson, type Json, type Operation } from './walk.js';

const IF_NONE_MATCH: Json = {
  name: 'If-None-Match',
  in: 'header',
  description: '`ETag` of a cached response; if it is still current, the response is 304 without a body.',
  required: false,
  schema: { type: 'string', examples: ['"3"'] },
};

/** Documents how a read that has an `ETag` is asked for again. */
export function addConditions(operations: readonly Operation[]): void {
  for (const { method, facts } of operations) {
    const responses = child(facts, 'responses');
    const etag = etagOf(responses['200']);
    if (method !== 'get' || etag === undefined) continue;
    const others = children(facts, 'parameters').filter(({ in: place }) => place !== 'header');
    facts.parameters = [...others, IF_NONE_MATCH];
    responses['304'] = { description: 'Not modified', headers: { ETag: etag } };
  }
}

function etagOf(response: unknown): unknown {
  return isJson(response) && isJson(response.headers) ? response.headers.ETag : undefined;
}
