/** Why the embedded PostgreSQL can't be used; `message` says what to do about it. */
export type EmbeddedPostgresProblem =
  /** There are no programs for this operating system and processor. */
  | 'platform_missing'
  /** The programs are there and don't run. */
  | 'programs_unusable'
  /** Another live instance has the data folder. */
  | 'folder_in_use'
  /** The data folder can't be read, written, or isn't what it should be. */
  | 'folder_unusable'
  /** The data was made by another major version of PostgreSQL. */
  | 'other_major_version'
  /** The port that was asked for is taken. */
  | 'port_taken'
  /** The server ended, or doesn't answer. */
  | 'cannot_start';

/** The embedded PostgreSQL can't start: a problem of the machine or of the folder, said in a sentence for its owner. */
export class EmbeddedPostgresError extends Error {
  constructor(
    readonly problem: EmbeddedPostgresProblem,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
  }
}

const FOLDER_TROUBLE = new Map([
  ['EACCES', 'this user may not read or write it, as happens after a run by root'],
  ['EPERM', 'this user may not change it'],
  ['EROFS', 'its file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is used up'],
  ['ENOTDIR', 'a part of its path is a file'],
  ['EEXIST', 'there is a file of that name'],
]);

/** The code of a system or database error (`ENOENT`, `28P01`), whatever realm the error is from. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Turns a system error about the data folder into words; returns other errors as they are. */
export function explainFolderError(dataDir: string, error: unknown): unknown {
  const reason = FOLDER_TROUBLE.get(errorCode(error) ?? '');
  if (reason === undefined || error instanceof EmbeddedPostgresError) return error;

  const where =
    typeof error === 'object' && error !== null && 'path' in error ? ` (${String(error.path)})` : '';
  return new EmbeddedPostgresError(
    'folder_unusable',
    `The data folder ${dataDir} can't be used: ${reason}${where}. Set DATA_DIR to a folder that this user can write.`,
    { cause: error },
  );
}
