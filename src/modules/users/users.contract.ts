import type { Role } from '../../common/auth/actor.js';

/** Days that a week may begin on, as RFC 5545 writes them. */
export const WEEK_STARTS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** The day that a user's week begins on. */
export type WeekStart = (typeof WEEK_STARTS)[number];

/** Colour schemes; `system` follows the device. */
export const THEMES = ['system', 'light', 'dark'] as const;

/** A user's colour scheme. */
export type Theme = (typeof THEMES)[number];

/** Days during which a deleted account can be restored. */
export const DELETION_GRACE_DAYS = 14;

/** What decides how moments become days and weeks for a user. */
export interface DayContext {
  readonly id: string;
  readonly timeZone: string;
  /** `HH:MM`: when the user's day begins. */
  readonly dayStart: string;
  readonly weekStart: WeekStart;
  readonly locale: string;
}

/** A user as administrators and other features may hold it. */
export interface AccountView {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly isActive: boolean;
  /** When the account is erased, if its owner deleted it. */
  readonly deletesAt: string | null;
  readonly timeZone: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A user as they see themself. */
export interface UserView extends AccountView {
  readonly locale: string;
  readonly weekStart: WeekStart;
  readonly dayStart: string;
  readonly theme: Theme;
  readonly preferences: object;
}
