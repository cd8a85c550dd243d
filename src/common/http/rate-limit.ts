import { TooManyError } from '../errors/app-error.js';

/** Kinds of requests that are limited apart from each other. */
export const REQUEST_CLASSES = ['sign_in', 'registration', 'expensive', 'writes', 'reads'] as const;

/** What kind of request a route takes. */
export type RequestClass = (typeof REQUEST_CLASSES)[number];

const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/** The class of requests with this method, unless their route names another. */
export function requestClassOf(method: string): RequestClass {
  return SAFE.includes(method.toUpperCase()) ? 'reads' : 'writes';
}

/** More requests of one class than its limit. */
export class RateLimited extends TooManyError {
  constructor(retryAfter: number) {
    super('rate_limited', `too many requests: wait ${retryAfter} seconds`, { retryAfter });
  }
}
