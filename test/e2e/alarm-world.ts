import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { AlarmView, RingView } from '../../src/modules/widgets/types/alarm/alarms.contract.js';
import { FiringService } from '../../src/modules/widgets/types/alarm/firing/firing.service.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

type Alarm = Pick<AlarmView, 'id'>;

/** The program with a clock that goes when it is told to, and somebody who has alarms. */
export class AlarmWorld {
  private constructor(
    readonly app: TestApp,
    readonly clock: FakeClock,
    readonly person: Person,
  ) {}

  /** The person's tokens are good for a day. */
  private static async start(now: string): Promise<AlarmWorld> {
    const clock = new FakeClock(now);
    const app = await startTestApp({ clock, env: { ROLE: 'api', JWT_ACCESS_TTL: '86400' } });
    return new AlarmWorld(app, clock, await signUp(app));
  }

  /** Starts one for all tests of a file, each of which finds its clock where it began, and a widget without alarms. */
  static forTests(now: string, use: (world: AlarmWorld, widgetId: string) => void): void {
    let world: AlarmWorld;
    beforeAll(async () => {
      world = await AlarmWorld.start(now);
    });
    beforeEach(async () => {
      world.clock.set(now);
      use(world, (await addWidget(world.person, { type: 'alarm', title: 'Alarms' })).id);
    });
    afterAll(() => world.app.close());
  }

  /** Lets ring what is due then. */
  async passTo(moment: string): Promise<void> {
    this.clock.set(moment);
    await this.app.app.get(FiringService, { strict: false }).fireDue();
  }

  async read({ id }: Alarm): Promise<AlarmView> {
    return (await this.person.api.get<AlarmView>(`/alarms/${id}`)).data;
  }

  async snooze({ id }: Alarm, minutes = 10, dueAt?: string): Promise<AlarmView> {
    return (await this.person.api.post<AlarmView>(`/alarms/${id}/snooze`, { minutes, dueAt })).data;
  }

  async dismiss({ id }: Alarm, dueAt?: string): Promise<AlarmView> {
    const body = dueAt === undefined ? undefined : { dueAt };
    return (await this.person.api.post<AlarmView>(`/alarms/${id}/dismiss`, body)).data;
  }

  async rings({ id }: Alarm, query = ''): Promise<RingView[]> {
    return (await this.person.api.get<RingView[]>(`/alarms/${id}/rings${query}`)).data;
  }

  /** When it rang, in UTC, and what became of that; the oldest first. */
  async history(alarm: Alarm): Promise<string[]> {
    return (await this.rings(alarm)).reverse().map(({ dueAt, state }) => `${dueAt.slice(8, 16)} ${state}`);
  }
}
