import { uuidv7 } from '../../common/ids/uuid.js';
import type { DemoClient, Made } from './demo-client.js';
import {
  DEMO_PLAN,
  STORY_DAYS,
  type PlannedTask,
  type PlannedTracker,
  type PlannedWidget,
} from './demo-plan.js';
import type { MovableClock } from './movable-clock.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const TASK_DILIGENCE = 0.8;
const USES_A_DAY = 4;

interface Board {
  readonly date: string;
  readonly widgets: readonly Made[];
}

interface OpenTask extends Made {
  readonly rrule: string | null;
}

/** A person who sets up a dashboard and uses it day by day. */
export class DemoStory {
  private readonly trackers: { readonly id: string; readonly plan: PlannedTracker }[] = [];

  constructor(
    private readonly client: DemoClient,
    private readonly clock: MovableClock,
    private readonly chance: () => number,
  ) {}

  /** Tells the whole story, from the first day to yesterday. */
  async tell(startsAt: Date): Promise<void> {
    const { date } = await this.client.get<Board>('/dashboard/today');
    for (const plan of DEMO_PLAN) await this.setUp(plan, date);
    for (let day = 0; day < STORY_DAYS; day++) {
      this.clock.moveTo(new Date(startsAt.getTime() + day * DAY_MS));
      if (day > 0) await this.client.refresh();
      await this.live(day / STORY_DAYS);
    }
  }

  private async setUp(
    { widget, tasks = [], trackers = [], searches = [] }: PlannedWidget,
    date: string,
  ): Promise<void> {
    const { id } = await this.client.post('/widgets', widget);
    for (const task of tasks) await this.client.post(`/widgets/${id}/tasks`, taskFrom(task, date));
    for (const query of searches) await this.client.post(`/widgets/${id}/searches`, { query });
    for (const plan of trackers) {
      const tracker = await this.client.post(`/widgets/${id}/trackers`, plan.definition);
      this.trackers.push({ id: tracker.id, plan });
    }
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

function taskFrom({ dueInDays, ...task }: PlannedTask, date: string): object {
  if (dueInDays === undefined) return task;
  const due = new Date(Date.parse(`${date}T00:00:00Z`) + dueInDays * DAY_MS);
  return { ...task, dueDate: due.toISOString().slice(0, 10) };
}
