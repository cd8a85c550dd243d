import { pino, destination, transport, type Logger as PinoLogger } from 'pino';
import { errorFacts } from './error-facts.js';
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

/** Where lines go: JSON for machines, or coloured lines for a person at a terminal. */
export interface LoggerOptions {
  readonly level: string;
  readonly pretty: boolean;
}

/** The one logger: an event name and fields, never prose, secrets or bodies. */
export abstract class Logger {
  abstract debug(fields: object, event: string): void;
  abstract info(fields: object, event: string): void;
  abstract warn(fields: object, event: string): void;
  abstract error(fields: object, event: string): void;
  /** Sets the least severe level that is written from now on. */
  abstract level: string;
  /** Writes out what is buffered; the last thing a process does. */
  abstract flush(): void;
}

/** Makes the process' logger; lines carry the request id and user of the work that wrote them. */
export function createLogger({ level, pretty }: LoggerOptions): Logger {
  const options = {
    level,
    base: null,
    redact: { paths: REDACTED, censor: '[redacted]' },
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: errorFacts },
    mixin: contextFields,
  };
  const logger: PinoLogger = pretty
    ? pino(
        { ...options, formatters: {} },
        transport({ target: 'pino-pretty', options: { translateTime: 'HH:MM:ss', ignore: 'pid,hostname' } }),
      )
    : pino(options, destination({ sync: false, minLength: 4096 }));
  // Buffered lines would otherwise wait for the next one on a quiet server.
  setInterval(() => {
    logger.flush();
  }, 1000).unref();
  return logger;
}

function contextFields(): object {
  const context = currentContext();
  return context ? { requestId: context.requestId, userId: context.userId } : {};
}
