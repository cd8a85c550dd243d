import { OmitType } from '@nestjs/swagger';
import type { Role } from '../../common/auth/actor.js';
import type { Theme, WeekStart } from './users.contract.js';

/** A user, as they see themself. */
export class UserResponse {
  /**
   * Id of the user.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11"
   */
  id: string;
  /**
   * E-mail address to sign in with, in lower case.
   * @example "ada@example.org"
   */
  email: string;
  /**
   * Display name.
   * @example "Ada Lovelace"
   */
  name: string;
  /**
   * Role of the user.
   * @example "user"
   */
  role: Role;
  /**
   * Whether the user may sign in; false for a deactivated account, and for one that waits for its deletion.
   * @example true
   */
  isActive: boolean;
  /**
   * When the account is erased with everything in it, if its owner deleted it.
   * @example null
   */
  deletesAt: string | null;
  /**
   * IANA time zone of the user.
   * @example "Europe/Berlin"
   */
  timeZone: string;
  /**
   * Language tag (BCP 47).
   * @example "en"
   */
  locale: string;
  /**
   * First day of the week, as in RFC 5545.
   * @example "MO"
   */
  weekStart: WeekStart;
  /**
   * Start of the user's day, `HH:MM`.
   * @example "00:00"
   */
  dayStart: string;
  /**
   * Color scheme; `system` follows the device.
   * @example "system"
   */
  theme: Theme;
  /**
   * Client-defined settings.
   * @example { "compactLists": true }
   */
  preferences: object;
  /**
   * Version; the `ETag`.
   * @example 1
   */
  version: number;
  /**
   * When it was created.
   * @example "2026-03-01T08:00:00.000Z"
   */
  createdAt: string;
  /**
   * When it was last changed.
   * @example "2026-03-01T08:00:00.000Z"
   */
  updatedAt: string;
}

/** A user, as administrators see them. */
export class AccountResponse extends OmitType(UserResponse, [
  'locale',
  'weekStart',
  'dayStart',
  'theme',
  'preferences',
]) {}
