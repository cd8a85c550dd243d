import { children, type Operation } from './walk.js';

/** A failure that operations have by their shape. */
export interface CommonFailure {
  readonly status: number;
  /** Key below `components.responses`. */
  readonly name: string;
  readonly when: string;
  readonly code: string;
  readonly message: string;
  readonly applies: (operation: Operation) => boolean;
}

const hasBody = ({ facts }: Operation): boolean => facts.requestBody !== undefined;
const has = (place: string, { facts }: Operation): boolean =>
  children(facts, 'parameters').some((parameter) => parameter.in === place);
const hasIfMatch = ({ facts }: Operation): boolean =>
  children(facts, 'parameters').some(({ name }) => name === 'If-Match');
const isClosed = ({ facts }: Operation): boolean => children(facts, 'security').length > 0;

/** What can go wrong with a request, whatever it asks for. */
export const COMMON_FAILURES: readonly CommonFailure[] = [
  {
    status: 400,
    name: 'Malformed',
    when: 'Not JSON, a bad cursor, an unknown query parameter, or an address or header that is not well formed',
    code: 'body_malformed',
    message: 'the body is not valid JSON: send one JSON object',
    applies: () => true,
  },
  {
    status: 401,
    name: 'Unauthenticated',
    when: 'No access token, or one that does not count any more',
    code: 'token_missing',
    message: 'sign in and send the access token as "Authorization: Bearer …"',
    applies: isClosed,
  },
  {
    status: 404,
    name: 'NotFound',
    when: 'There is no such thing for you',
    code: 'not_found',
    message: 'there is no such thing: check the id in the address',
    applies: (o) => has('path', o),
  },
  {
    status: 412,
    name: 'Stale',
    when: '`If-Match` is not the present version',
    code: 'version_stale',
    message: 'version conflict: it has been changed since, to version 4; read it again and repeat your change',
    applies: hasIfMatch,
  },
  {
    status: 413,
    name: 'TooLarge',
    when: 'The body is too large',
    code: 'body_too_large',
    message: 'the body is larger than this route reads',
    applies: hasBody,
  },
  {
    status: 415,
    name: 'UnsupportedMediaType',
    when: 'The body is of a type, an encoding or a charset that is not read',
    code: 'media_type_unsupported',
    message: 'send the body as application/json',
    applies: hasBody,
  },
  {
    status: 422,
    name: 'Invalid',
    when: 'Well formed but wrong: one detail for each wrong field',
    code: 'validation_failed',
    message: 'importance must be at most 5',
    applies: (o) => hasBody(o) || has('query', o),
  },
  {
    status: 503,
    name: 'Unavailable',
    when: 'Something that this needs is away',
    code: 'database_busy',
    message: 'the database is busy: try again in a moment',
    applies: () => true,
  },
];
