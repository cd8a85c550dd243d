import { IsInt, Max, Min } from 'class-validator';

/** Key of the type, as it is stored. */
export const ALARM = 'alarm';

/** Largest numbers of things below one alarm widget. */
export const ALARM_LIMITS = { alarms: 100 } as const;

/** Most times a day that one alarm rings. */
export const MOST_TIMES = 12;

/** What an alarm widget shows. */
export class AlarmSettings {
  /** Maximum number of rings to show. */
  @IsInt()
  @Min(1)
  @Max(50)
  maxItems: number = 10;
}
