import { OmitType } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { ROLES, type Role } from '../../common/auth/actor.js';
import { ListQuery } from '../../common/http/list-query.dto.js';
import { IfGiven } from '../../common/validation/if-given.js';
import { IsJsonObject } from '../../common/validation/json-object.js';
import { IsLocalTime } from '../../common/validation/local-time.js';
import { IsLocaleTag } from '../../common/validation/locale.js';
import { IsText } from '../../common/validation/text.js';
import { IsTimeZone } from '../../common/validation/time-zone.js';
import { THEMES, WEEK_STARTS, type Theme, type WeekStart } from './users.contract.js';

const PREFERENCES_BYTES = 16_384;

/** A change of one's own profile: what is left out stays. */
export class UpdateProfileRequest {
  /**
   * What the user is called.
   * @example "Ada Lovelace"
   */
  @IfGiven()
  @IsText({ max: 100 })
  name?: string;

  /**
   * IANA time zone whose clock the user lives by.
   * @example "Europe/Berlin"
   */
  @IfGiven()
  @IsTimeZone()
  timeZone?: string;

  /**
   * Language tag for dates, numbers and texts.
   * @example "de-AT"
   */
  @IfGiven()
  @IsLocaleTag()
  locale?: string;

  /**
   * The day that the user's week begins on, as RFC 5545 writes it.
   * @example "SU"
   */
  @IfGiven()
  @IsIn(WEEK_STARTS)
  weekStart?: WeekStart;

  /**
   * When the user's day begins, `HH:MM`: what happens before it still belongs to yesterday.
   * @example "04:00"
   */
  @IfGiven()
  @IsLocalTime()
  dayStart?: string;

  /**
   * Colour scheme; `system` follows the device.
   * @example "dark"
   */
  @IfGiven()
  @IsIn(THEMES)
  theme?: Theme;

  /**
   * Settings of clients, at most 16 KiB of JSON; the object replaces the one before.
   * @example { "compactLists": true }
   */
  @IfGiven()
  @IsJsonObject(PREFERENCES_BYTES)
  preferences?: Record<string, unknown>;
}

/** A change of what another person may do: what is left out stays. */
export class UpdateAccountRequest {
  /**
   * What the person may be.
   * @example "admin"
   */
  @IfGiven()
  @IsIn(ROLES)
  role?: Role;

  /**
   * Whether the person may sign in; false ends all their sessions at once.
   * @example false
   */
  @IfGiven()
  @IsBoolean()
  isActive?: boolean;
}

/** Which users to list. */
export class UsersQuery extends ListQuery {
  /**
   * Only those whose name or e-mail address has this text, whatever its case.
   * @example "ada"
   */
  @IsOptional()
  @IsText({ max: 100 })
  search?: string;
}

/** A user, as they see themself. */
export class UserResponse {
  /** @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11" */
  id: string;
  /**
   * Address to sign in with, in lower case.
   * @example "ada@example.org"
   */
  email: string;
  /** @example "Ada Lovelace" */
  name: string;
  /** @example "user" */
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
   * IANA time zone whose clock the user lives by.
   * @example "Europe/Berlin"
   */
  timeZone: string;
  /** @example "en" */
  locale: string;
  /**
   * The day that the user's week begins on, as RFC 5545 writes it.
   * @example "MO"
   */
  weekStart: WeekStart;
  /**
   * When the user's day begins, `HH:MM`.
   * @example "00:00"
   */
  dayStart: string;
  /** @example "system" */
  theme: Theme;
  /**
   * Settings of clients.
   * @example { "compactLists": true }
   */
  preferences: object;
  /**
   * Grows with each change; the `ETag`.
   * @example 1
   */
  version: number;
  /** @example "2026-03-01T08:00:00.000Z" */
  createdAt: string;
  /** @example "2026-03-01T08:00:00.000Z" */
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
