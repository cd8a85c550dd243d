import { statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';

/** A user of the system that PostgreSQL runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** `nobody`: a user that every Linux has, that owns nothing, and that `initdb` can look up by name. */
const NOBODY: Account = { uid: 65_534, gid: 65_534 };

/**
 * The user to switch to for the server, or undefined to stay who we are. PostgreSQL refuses to run as root; a cluster
 * that exists keeps its owner.
 */
export function serverAccount(cluster: string, ownUid = process.getuid?.()): Account | undefined {
  if (ownUid !== 0) return undefined;

  const owner = statSync(cluster, { throwIfNoEntry: false });
  return owner === undefined || owner.uid === 0 ? NOBODY : { uid: owner.uid, gid: owner.gid };
}

/** Whether a user can read a file: enter each folder above it, and open it. */
export function canRead(path: string, account: Account): boolean {
  return mayUse(statSync(path), account, READ) && canEnter(dirname(path), account);
}

/** Whether a user can reach what is inside of a folder: has the right to enter it and each folder above it. */
export function canEnter(folder: string, account: Account): boolean {
  const parent = dirname(folder);
  return mayUse(statSync(folder), account, ENTER) && (parent === folder || canEnter(parent, account));
}

const READ = 0o4;
const ENTER = 0o1;

// Access lists can allow more than these bits say. Then we take a detour that was not needed, which is harmless.
function mayUse({ mode, uid, gid }: Stats, account: Account, right: number): boolean {
  if (uid === account.uid) return (mode & (right << 6)) !== 0;
  if (gid === account.gid) return (mode & (right << 3)) !== 0;
  return (mode & right) !== 0;
}
