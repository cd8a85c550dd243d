const MAX_REASON_CHARACTERS = 2_000;

/** A try took longer than its job may. */
export class JobTimedOut extends Error {
  constructor(timeoutMs: number) {
    super(`not done after ${timeoutMs} ms`);
    this.name = 'JobTimedOut';
  }
}

/** The process stops; the job is handed back and the try does not count. */
export class ProcessStops extends Error {
  constructor() {
    super('the process stops');
    this.name = 'ProcessStops';
  }
}

/** This process did not renew its lease in time, so that another one may run the job by now. */
export class LeaseLost extends Error {
  constructor() {
    super('the lease ran out');
    this.name = 'LeaseLost';
  }
}

/** Why a try failed, short enough to keep. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  // PostgreSQL's text can't hold a NUL.
  return text.replaceAll('\0', '').slice(0, MAX_REASON_CHARACTERS);
}
