import { pino, type DestinationStream } from 'pino';
import { errorFacts } from './error-facts.js';
import { LogOutput } from './log-output.js';
import { currentContext } from './request-context.js';

const SECRETS = [
  'password',
  'currentPassword',
  'newPassword',
  'accessToken',
  'refreshToken',
  'token',
  'secret',
  'apiKey',
  'authorization',
  'cookie',
];
const REDACTED = [...SECRETS, ...SECRETS.map((name) => `*.${name}`), ...SECRETS.map((name) => `*.*.${name}`)];

const FLUSH_MS = 1_000;

/** What is written, and how: as JSON for machines, or made into something for a person. */
export interface LoggerOptions {
  readonly level: string;
  readonly pretty: false | ((line: string) => string);
}

/** The one logger: an event name and fields, never prose, secrets or bodies. */
export abstract class Logger {
  abstract debug(fields: object, event: string): void;
  abstract info(fields: object, event: string): void;
  abstract warn(fields: object, event: string): void;
  abstract error(fields: object, event: string): void;
  /** Sets the least severe level that is written from now on. */
  abstract level: string;
  /** Passes on what is buffered, the last thing a process does; calls back when it is written, or can't be. */
  abstract flush(done?: () => void): void;
}

/** Makes the process' logger; lines carry the request id and user of the work that wrote them. */
export function createLogger({ level, pretty }: LoggerOptions): Logger {
  const options = {
    level,
    base: null,
    redact: { paths: REDACTED, censor: '[redacted]' },
    ...(pretty ? {} : { formatters: { level: (label: string) => ({ level: label }) } }),
    serializers: { err: errorFacts },
    mixin: contextFields,
  };
  return pino(options, pretty ? prettyOutput(pretty) : standardOutput());
}

let shared: LogOutput | undefined;

/** Where all loggers of the process write, so that their lines keep their order. */
function standardOutput(): LogOutput {
  if (shared) return shared;
  const output = new LogOutput(process.stdout);
  const flush = (): void => {
    output.flush();
  };
  // Buffered lines would otherwise wait for the next one on a quiet server.
  setInterval(flush, FLUSH_MS).unref();
  process.on('exit', flush);
  return (shared = output);
}

function prettyOutput(pretty: (line: string) => string): DestinationStream & Pick<LogOutput, 'flush'> {
  const output = standardOutput();
  return {
    write: (line) => {
      output.write(pretty(line));
      // A person watches.
      output.flush();
    },
    flush: (done) => {
      output.flush(done);
    },
  };
}

function contextFields(): object {
  const context = currentContext();
  return context ? { requestId: context.requestId, userId: context.userId } : {};
}
