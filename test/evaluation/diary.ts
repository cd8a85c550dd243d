import { addDays, dayOfWeek, parseLocalDate, type LocalDate } from '../../src/common/time/local-date.js';
import { parseLocalDateTime } from '../../src/common/time/local-date-time.js';
import { instantOf } from '../../src/common/time/moment.js';
import type { TokensView } from '../../src/modules/auth/auth.contract.js';
import { FiringService } from '../../src/modules/widgets/types/alarm/firing/firing.service.js';
import { RefreshWeatherJob } from '../../src/modules/widgets/types/weather/refresh/refresh-weather.job.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { ApiClient } from '../support/api-client.js';
import type { FakeClock } from '../support/fake-clock.js';
import type { TestApp } from '../support/test-app.js';
import type { PlannedPerson, PlannedWidget } from './people.js';

/** What somebody read at one moment. */
export interface BoardEntry {
  /** Local, `YYYY-MM-DD HH:MM`. */
  readonly at: string;
  readonly title: string;
  readonly cards: readonly { readonly title: string; readonly type: string; readonly description: string }[];
}

interface Visit {
  readonly living: Living;
  readonly date: LocalDate;
  readonly time: string;
  readonly moment: Date;
}

interface Board {
  readonly title: string;
  readonly widgets: BoardEntry['cards'];
}

const READ_AT = new Set(['07:30', '13:00', '21:30']);
const COMPLETE_AT = '12:00';
const LOG_AT = '16:00';
const DISMISS_AT = '17:00';
/** From five in the morning to half past nine in the evening. */
const HALF_HOURS = Array.from({ length: 34 }, (_, i) => {
  const minutes = 5 * 60 + 30 * i;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
});
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** Lives the days of all people beside each other, each in their own zone; gives what each of them read. */
export async function live(
  app: TestApp,
  clock: FakeClock,
  people: readonly PlannedPerson[],
  { start, days }: { start: string; days: number },
): Promise<BoardEntry[][]> {
  const first = parseLocalDate(start);
  const morning = (zone: string): Date => instantOf(parseLocalDateTime(`${first}T04:30`), zone);
  const begin = Math.min(...people.map(({ timeZone }) => morning(timeZone).getTime()));
  clock.set(new Date(begin).toISOString());

  const lives: Living[] = [];
  for (const plan of people) lives.push(await Living.begin(app, plan, first));
  for (const { living, date, time, moment } of visitsOf(lives, first, days)) {
    clock.set(moment.toISOString());
    await app.app.get(FiringService, { strict: false }).fireDue();
    await app.app.get(RefreshWeatherJob, { strict: false }).perform();
    await living.visit(date, time);
  }
  return lives.map(({ entries }) => entries);
}

function visitsOf(lives: readonly Living[], first: LocalDate, days: number): Visit[] {
  const dates = Array.from({ length: days }, (_, day) => addDays(first, day));
  return lives
    .flatMap((living) =>
      dates.flatMap((date) =>
        HALF_HOURS.map((time) => {
          const moment = instantOf(parseLocalDateTime(`${date}T${time}`), living.plan.timeZone);
          return { living, date, time, moment };
        }),
      ),
    )
    .sort((a, b) => a.moment.getTime() - b.moment.getTime());
}

/** A person with an account, and the ids of what they have. */
class Living {
  readonly entries: BoardEntry[] = [];
  private readonly trackers = new Map<string, string>();
  private readonly logged = new Map<string, number>();

  private constructor(
    private readonly app: TestApp,
    readonly plan: PlannedPerson,
    private person: Person,
  ) {}

  static async begin(app: TestApp, plan: PlannedPerson, first: LocalDate): Promise<Living> {
    const living = new Living(app, plan, await signUp(app, { timeZone: plan.timeZone, name: plan.name }));
    for (const planned of plan.widgets) await living.add(filled(planned, first));
    return living;
  }

  async visit(date: LocalDate, time: string): Promise<void> {
    const weekday = WEEKDAYS[dayOfWeek(date) - 1] ?? 'MO';
    if (time === HALF_HOURS[0]) await this.signIn();
    if (READ_AT.has(time)) await this.read(`${date} ${time}`);
    if (time === COMPLETE_AT && this.plan.completesOn.includes(weekday)) await this.completeDue();
    if (time === LOG_AT) {
      for (const { tracker, on, values } of this.plan.logs)
        if (on.includes(weekday)) await this.log(tracker, values);
    }
    if (time === DISMISS_AT && this.plan.dismissesOn.includes(weekday)) await this.dismissRinging();
  }

  private async add({ widget, ...things }: PlannedWidget): Promise<void> {
    const { id } = await addWidget(this.person, widget);
    for (const [kind, list] of Object.entries(things)) {
      for (const thing of list as { name?: string }[]) {
        const { data } = await this.person.api.post<{ id: string }>(`/widgets/${id}/${kind}`, thing);
        if (kind === 'trackers') this.trackers.set(thing.name ?? '', data.id);
      }
    }
  }

  /** An access token is good for a day. */
  private async signIn(): Promise<void> {
    const { email, password } = this.person;
    const nobody = new ApiClient(this.app.url);
    const { data } = await nobody.post<{ tokens: TokensView }>('/auth/login', { email, password });
    this.person = { ...this.person, api: nobody.as(data.tokens.accessToken) };
  }

  private async read(at: string): Promise<void> {
    const { data } = await this.person.api.get<Board>('/dashboard/today');
    const cards = data.widgets.map(({ title, type, description }) => ({ title, type, description }));
    this.entries.push({ at, title: data.title, cards });
  }

  private async completeDue(): Promise<void> {
    const { data } = await this.person.api.get<{ id: string }[]>('/tasks?view=today');
    for (const { id } of data) await this.person.api.post(`/tasks/${id}/complete`);
  }

  private async log(tracker: string, values: readonly number[] = []): Promise<void> {
    const turn = this.logged.get(tracker) ?? 0;
    this.logged.set(tracker, turn + 1);
    const body = values.length > 0 ? { value: values[turn % values.length] } : {};
    await this.person.api.post(`/trackers/${this.trackers.get(tracker)}/entries`, body);
  }

  private async dismissRinging(): Promise<void> {
    const { data } = await this.person.api.get<{ id: string; ringing?: unknown }[]>('/alarms');
    for (const { id } of data) await this.person.api.raw('POST', `/alarms/${id}/dismiss`, { body: {} });
  }
}

function filled<T>(plan: T, first: LocalDate): T {
  const text = JSON.stringify(plan).replace(/\{day([+-]\d+)?\}/g, (_, days?: string) =>
    addDays(first, Number(days ?? 0)),
  );
  return JSON.parse(text) as T;
}
