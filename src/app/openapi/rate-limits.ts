import { child, isJson, type Json, type Operation } from './walk.js';

const HEADERS: Readonly<Record<string, Json>> = {
  RateLimit: {
    description:
      'What is left (`r`) of the limit named in `RateLimit-Policy`, and seconds until it is whole (`t`)',
    schema: { type: 'string' },
    example: '"writes";r=1187;t=42',
  },
  'RateLimit-Policy': {
    description:
      'The limit that the request counts for: requests (`q`) in so many seconds (`w`); absent if limits are off',
    schema: { type: 'string' },
    example: '"writes";q=1200;w=60',
  },
};
const REFERENCES = Object.fromEntries(
  Object.keys(HEADERS).map((name) => [name, { $ref: `#/components/headers/${name}` }]),
);

/** Documents the header fields that say how much of a limit is left, on successes and on refusals for that reason. */
export function addRateLimits(components: Json, operations: readonly Operation[]): void {
  Object.assign(child(components, 'headers'), HEADERS);
  for (const { facts } of operations)
    for (const [status, response] of Object.entries(child(facts, 'responses')))
      if (isJson(response) && (status.startsWith('2') || status === '429'))
        response.headers = { ...child(response, 'headers'), ...REFERENCES };
}
