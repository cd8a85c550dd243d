import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** What follows one request through logs, events, jobs and outbound calls. */
export interface RequestContext {
  readonly requestId: string;
  /** The user on whose behalf work is done; known once the request is authenticated. */
  userId?: string;
  /** Ids of the events that were written on the way; the answer's `meta.events`. */
  readonly eventIds: string[];
}

const storage = new AsyncLocalStorage<RequestContext>();
const SANE_ID = /^[\w.:-]{1,100}$/;

/** Runs the work inside a context; an id that came from outside is taken if it is sane, else one is made. */
export function withRequestContext<T>(
  requestId: string | undefined,
  work: (context: RequestContext) => T,
): T {
  const context: RequestContext = { requestId: acceptRequestId(requestId), eventIds: [] };
  return storage.run(context, work, context);
}

/** The context of the work at hand, if any. */
export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}

/** The request id of the work at hand, for logs and outbound calls. */
export function currentRequestId(): string | undefined {
  return storage.getStore()?.requestId;
}

function acceptRequestId(given: string | undefined): string {
  return given !== undefined && SANE_ID.test(given) ? given : randomBytes(12).toString('hex');
}
