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
   * Display name.
   * @example "Ada Lovelace"
   */
  @IfGiven()
  @IsText({ max: 100 })
  name?: string;

  /**
   * IANA time zone of the user.
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
   * First day of the week, as in RFC 5545.
   * @example "SU"
   */
  @IfGiven()
  @IsIn(WEEK_STARTS)
  weekStart?: WeekStart;

  /**
   * Start of the user's day, `HH:MM`: earlier times count as the previous day.
   * @example "04:00"
   */
  @IfGiven()
  @IsLocalTime()
  dayStart?: string;

  /**
   * Color scheme; `system` follows the device.
   * @example "dark"
   */
  @IfGiven()
  @IsIn(THEMES)
  theme?: Theme;

  /**
   * Client-defined settings, at most 16 KiB of JSON. Replaces the previous object.
   * @example { "compactLists": true }
   */
  @IfGiven()
  @IsJsonObject(PREFERENCES_BYTES)
  preferences?: Record<string, unknown>;
}

/** A change of what another person may do: what is left out stays. */
export class UpdateAccountRequest {
  /**
   * Role of the user.
   * @example "admin"
   */
  @IfGiven()
  @IsIn(ROLES)
  role?: Role;

  /**
   * Whether the user may sign in; false ends all of their sessions.
   * @example false
   */
  @IfGiven()
  @IsBoolean()
  isActive?: boolean;
}

/** Which users to list. */
export class UsersQuery extends ListQuery {
  /**
   * Filter by a part of the name or e-mail address; case-insensitive.
   * @example "ada"
   */
  @IsOptional()
  @IsText({ max: 100 })
  search?: string;
}
