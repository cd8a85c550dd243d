import { IsInt, Max, Min } from 'class-validator';

/** Key of the type, as it is stored. */
export const CALENDAR = 'calendar';

/** Largest numbers of things below one calendar widget. */
export const CALENDAR_LIMITS = { events: 10_000 } as const;

/** Largest numbers of rules, single dates, changed occurrences and changes from one occurrence on, of one event. */
export const MOST_TIMES = { rules: 10, dates: 2_000, changed: 1_000, following: 50 } as const;

/** Most occurrences of one page of a stretch of a calendar, and most characters of them: some 2 MB. */
export const MOST_IN_RANGE = { occurrences: 5_000, characters: 2_000_000 } as const;

/** Most characters of the texts of an event. */
export const TEXT_LENGTHS = { uid: 500, title: 500, description: 8_000, location: 500 } as const;

/** What a calendar widget shows. */
export class CalendarSettings {
  /** Maximum number of events to show. */
  @IsInt()
  @Min(1)
  @Max(50)
  maxItems: number = 10;
}
