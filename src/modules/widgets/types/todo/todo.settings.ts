import { IsBoolean, IsInt, Max, Min } from 'class-validator';

/** Key of the type, as it is stored. */
export const TODO = 'todo';

/** Largest numbers of things below one to-do widget. */
export const TODO_LIMITS = { tasks: 10_000 } as const;

/** What a to-do widget shows. */
export class TodoSettings {
  /** Most tasks on the board. */
  @IsInt()
  @Min(1)
  @Max(50)
  maxItems: number = 10;

  /** Whether what was done today stays on the board, after what is due. */
  @IsBoolean()
  showDone: boolean = false;
}
