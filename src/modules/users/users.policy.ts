import type { Actor } from '../../common/auth/actor.js';
import { AdminRequired, LastAdmin, OwnAccount } from './users.errors.js';

/** Accounts of others are for administrators only. */
export function requireAdmin(actor: Actor): void {
  if (actor.role !== 'admin') throw new AdminRequired();
}

/** Role and activity are changed by another administrator, never by oneself. */
export function requireAdminOfOther(actor: Actor, userId: string): void {
  requireAdmin(actor);
  if (actor.id === userId) throw new OwnAccount();
}

/** Somebody else must stay who can administrate; `admins` are the ids of all who can. */
export function requireOtherAdmin(admins: readonly string[], id: string): void {
  if (!admins.some((admin) => admin !== id)) throw new LastAdmin();
}
