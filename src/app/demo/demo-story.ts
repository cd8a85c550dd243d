import { uuidv7 } from '../../common/ids/uuid.js';
import { addDays, type LocalDate } from '../../common/time/local-date.js';
import { atTime } from '../../common/time/local-date-time.js';
import { parseLocalTime } from '../../common/time/local-time.js';
import { instantOf } from '../../common/time/moment.js';
import type { DemoClient, Made } from './demo-client.js';
import {
  DEMO_PLAN,
  STORY_DAYS,
  type PlannedEvent,
  type PlannedTask,
  type PlannedTracker,
  type PlannedWidget,
} from './demo-plan.js';
import type { MovableClock } from './movable-clock.js';

/** When the person looks at the board each day; one time for all, so that the story does not depend on when it is told. */
const EVENING = parseLocalTime('19:00');
const MINUTE_MS = 60_000;
const TASK_DILIGENCE = 0.8;
const USES_A_DAY = 4;

interface Board {
  readonly widgets: readonly Made[];
}

interface OpenTask extends Made {
  readonly rrule: string | null;
}

/** What a story is made with. */
export interface Telling {
  readonly client: DemoClient;
  readonly clock: MovableClock;
  /** Numbers between 0 and 1 that decide what the person does. */
  readonly chance: () => number;
  /** Ids for what the person makes: they settle ties, so that they too come from the story's seed. */
  readonly newId: () => string;
}

/** The evening of a day, at which the person looks at the board. */
export function eveningOf(date: LocalDate, timeZone: string): Date {
  return instantOf(atTime(date, EVENING), timeZone);
}

/** A person who sets up a dashboard and uses it day by day. */
export class DemoStory {
  private readonly client: DemoClient;
  private readonly clock: MovableClock;
  private readonly chance: () => number;
  private readonly newId: () => string;
  private readonly trackers: { readonly id: string; readonly plan: PlannedTracker }[] = [];

  constructor({ client, clock, chance, newId }: Telling) {
    this.client = client;
    this.clock = clock;
    this.chance = chance;
    this.newId = newId;
  }

  /** Tells the whole story, from the first day to the last one before today. */
  async tell(firstDay: LocalDate, timeZone: string): Promise<void> {
    for (const plan of DEMO_PLAN) await this.setUp(plan, firstDay);
    for (let day = 0; day < STORY_DAYS; day++) {
      this.clock.moveTo(eveningOf(addDays(firstDay, day), timeZone));
      if (day > 0) await this.client.refresh();
      await this.live(day / STORY_DAYS);
    }
  }

  private async setUp(
    { widget, tasks = [], trackers = [], searches = [], events = [], alarms = [], notes = [] }: PlannedWidget,
    date: LocalDate,
  ): Promise<void> {
    const { id } = await this.make('/widgets', widget);
    for (const task of tasks) await this.make(`/widgets/${id}/tasks`, taskFrom(task, date));
    for (const event of events) await this.make(`/widgets/${id}/events`, eventFrom(event, date));
    for (const alarm of alarms)
      await this.make(`/widgets/${id}/alarms`, { ...alarm, startDate: addDays(date, STORY_DAYS) });
    for (const note of notes) await this.make(`/widgets/${id}/notes`, note);
    for (const query of searches) await this.make(`/widgets/${id}/searches`, { query });
    for (const plan of trackers) {
      const tracker = await this.make(`/widgets/${id}/trackers`, plan.definition);
      this.trackers.push({ id: tracker.id, plan });
    }
  }

  private make(path: string, thing: object): Promise<Made> {
    return this.client.post(path, { id: this.newId(), ...thing });
  }

  /** One day: looks at the board, does some of what is due, logs. */
  private async live(progress: number): Promise<void> {
    const board = await this.client.get<Board>('/dashboard/today');
    await this.use(board);
    for (const { id } of await this.client.get<OpenTask[]>('/tasks?view=today&limit=100')) {
      if (this.chance() < TASK_DILIGENCE) await this.client.post(`/tasks/${id}/complete`);
    }
    for (const { id, plan } of this.trackers) {
      if (this.chance() >= plan.diligence) continue;
      await this.client.post(`/trackers/${id}/entries`, { value: plan.valueAt(progress, this.chance()) });
    }
  }

  private async use({ widgets }: Board): Promise<void> {
    const now = this.clock.now().getTime();
    const used = widgets.filter(() => this.chance() < 0.6).slice(0, USES_A_DAY);
    const interactions = used.map(({ id }, minutes) => ({
      id: uuidv7(now),
      widgetId: id,
      kind: this.chance() < 0.5 ? 'click' : 'expand',
      occurredAt: new Date(now + minutes * MINUTE_MS).toISOString(),
    }));
    await this.client.post('/dashboard/interactions', { interactions });
  }
}

function taskFrom({ dueInDays, ...task }: PlannedTask, firstDay: LocalDate): object {
  return dueInDays === undefined ? task : { ...task, dueDate: addDays(firstDay, dueInDays) };
}

function eventFrom({ inDays, time, ...event }: PlannedEvent, firstDay: LocalDate): object {
  const date = addDays(firstDay, inDays);
  return { ...event, start: time === undefined ? date : `${date}T${time}` };
}
