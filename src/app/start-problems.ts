import { types } from 'node:util';
import { AppError } from '../common/errors/app-error.js';
import { EmbeddedPostgresError } from '../platform/embedded/embedded-postgres.errors.js';
import { DatabaseUnusable } from '../platform/database/migrate.js';

/** Something that the person who started the program can put right; `message` says how. */
export class StartProblem extends Error {}

const TOLD = [StartProblem, AppError, DatabaseUnusable, EmbeddedPostgresError];

const LISTENING = new Set<unknown>(['listen', 'getaddrinfo']);

const PORT_PROBLEMS = new Map([
  ['EADDRINUSE', 'another program listens on it. End that one, or set PORT to another'],
  ['EACCES', 'this user may not listen on it. Set PORT to one from 1024 up'],
  ['EADDRNOTAVAIL', 'this machine does not have that address. Set HOST to one that it has'],
  ['ENOTFOUND', 'there is no such host. Set HOST to an address of this machine'],
]);

/** What to tell a person about an error; undefined where it is a fault of ours, which only its stack explains. */
export function problemInWords(error: unknown): string | undefined {
  if (!types.isNativeError(error)) return undefined;
  if (TOLD.some((kind) => error instanceof kind)) return error.message;
  if ('code' in error && typeof error.code === 'string') {
    if (error.code.startsWith('ERR_PARSE_ARGS')) return error.message;
    return listenProblem(error, error.code);
  }
  return undefined;
}

function listenProblem(error: Error, code: string): string | undefined {
  const reason = PORT_PROBLEMS.get(code);
  if (reason === undefined || !('syscall' in error) || !LISTENING.has(error.syscall)) return undefined;
  const where = 'port' in error ? `Port ${String(error.port)}` : 'The address';
  return `${where} can't be used: ${reason}.`;
}
