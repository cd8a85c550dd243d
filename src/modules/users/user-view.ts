import type { User } from './user.entity.js';
import type { AccountView, UserView } from './users.contract.js';

const CHANGEABLE = [
  'name',
  'role',
  'isActive',
  'timeZone',
  'locale',
  'weekStart',
  'dayStart',
  'theme',
  'preferences',
] as const;

type Changeable = (typeof CHANGEABLE)[number];

/** What administrators see of a user; preferences are nobody else's business. */
export function toAccountView(user: User): AccountView {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    isActive: user.isActive,
    deletesAt: user.deletesAt?.toISOString() ?? null,
    timeZone: user.timeZone,
    version: user.version,
    createdAt: user.createdAt.toISOString(),
    updatedAt: user.updatedAt.toISOString(),
  };
}

/** What users see of themselves. */
export function toUserView(user: User): UserView {
  return {
    ...toAccountView(user),
    locale: user.locale,
    weekStart: user.weekStart,
    dayStart: user.dayStart,
    theme: user.theme,
    preferences: user.preferences,
  };
}

/** The changes that were given; a field left out and one that is undefined are the same. */
export function givenOf(changes: object): Partial<User> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

/** Which fields a change touched. */
export function fieldsThatDiffer(before: User, after: User): Changeable[] {
  return CHANGEABLE.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

/** Those fields of a user, for the event that tells of the change. */
export function pick(user: User, fields: readonly Changeable[]): Partial<UserView> {
  return Object.fromEntries(fields.map((field) => [field, user[field]]));
}
