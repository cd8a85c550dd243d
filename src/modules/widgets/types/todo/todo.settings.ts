import { IsBoolean, IsInt, Max, Min } from 'class-validator';

/** Key of the type, as it is stored. */
export const TODO = 'todo';

/** Largest numbers of things below one to-do widget. */
export const TODO_LIMITS = { tasks: 10_000 } as const;

/** What a to-do widget shows. */
export class TodoSettings {
  /** Maximum number of tasks to show. */
  @IsInt()
  @Min(1)
  @Max(50)
  maxItems: number = 10;

  /** Whether to show tasks that were completed on the day, after due ones. */
  @IsBoolean()
  showDone: boolean = false;
}
