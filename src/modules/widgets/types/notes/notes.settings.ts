import { IsInt, Max, Min } from 'class-validator';

/** Key of the type, as it is stored. */
export const NOTES = 'notes';

/** Largest numbers of things below one notes widget. */
export const NOTES_LIMITS = { notes: 500 } as const;

/** Longest title and body, in characters. */
export const LONGEST = { title: 200, body: 100_000 } as const;

/** What a notes widget shows. */
export class NotesSettings {
  /** Maximum number of notes to show. */
  @IsInt()
  @Min(1)
  @Max(20)
  maxItems: number = 5;
}
