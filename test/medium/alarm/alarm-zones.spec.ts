import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { uuidv7 } from '../../../src/common/ids/uuid.js';
import type { AlarmView } from '../../../src/modules/widgets/types/alarm/alarms.contract.js';
import { FiringService } from '../../../src/modules/widgets/types/alarm/firing/firing.service.js';
import { SubscriberRegistry } from '../../../src/platform/events/subscriber-registry.js';
import type { RecordedEvent } from '../../../src/platform/events/subscriber.js';
import { addAlarm } from '../../factories/alarms.js';
import { signUp, type Person } from '../../factories/users.js';
import { eventsOf } from '../../support/event-rows.js';
import { FakeClock } from '../../support/fake-clock.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

let app: TestApp;
let clock: FakeClock;
let person: Person;

beforeAll(async () => {
  clock = new FakeClock('2026-03-02T05:00:00Z');
  app = await startTestApp({ clock, env: { ROLE: 'api', JWT_ACCESS_TTL: '86400' } });
});

beforeEach(async () => {
  clock.set('2026-03-02T05:00:00Z');
  person = await signUp(app);
});

afterAll(() => app.close());

/** Changes the profile and lets the subscriber follow, as the relay would. */
async function moveTo(changes: object): Promise<void> {
  await person.api.patch('/users/me', changes);
  const recorded = (await eventsOf(app, person.id, 'user.updated.v1')).at(-1)!;
  const event: RecordedEvent = {
    ...recorded,
    id: uuidv7(),
    userId: person.id,
    occurredAt: new Date(),
    requestId: null,
  };
  const registry = app.app.get(SubscriberRegistry, { strict: false });
  if (registry.interestedIn(event).includes('alarm.rezone'))
    await registry.find('alarm.rezone')?.handle(event);
}

const nextOf = async ({ id }: AlarmView): Promise<string | null> =>
  (await person.api.get<AlarmView>(`/alarms/${id}`)).data.nextTriggerAt;

describe('a user who moves to another zone', () => {
  it('is woken by its clock, but for alarms with a zone of their own', async () => {
    const mine = await addAlarm(person);
    const theirs = await addAlarm(person, { timeZone: 'Europe/Berlin' });
    const off = await addAlarm(person, { isActive: false });

    await moveTo({ timeZone: 'America/New_York' });

    expect(await nextOf(mine)).toBe('2026-03-02T12:00:00.000Z');
    expect(await nextOf(theirs)).toBe('2026-03-02T06:00:00.000Z');
    expect(await nextOf(off)).toBeNull();
    expect((await eventsOf(app, person.id, 'alarms.rezoned.v1')).map(({ payload }) => payload)).toEqual([
      { count: 1 },
    ]);
  });

  it('to the west is not woken again by what has rung there already', async () => {
    const alarm = await addAlarm(person);
    clock.set('2026-03-02T06:00:00Z');
    await app.app.get(FiringService, { strict: false }).fireDue();

    await moveTo({ timeZone: 'America/New_York' });

    expect(await nextOf(alarm)).toBe('2026-03-03T12:00:00.000Z');
  });

  it('to the east is woken by what is still to come there', async () => {
    const alarm = await addAlarm(person, { times: ['07:00', '15:00'] });

    await moveTo({ timeZone: 'Asia/Tokyo' });

    expect(await nextOf(alarm)).toBe('2026-03-02T06:00:00.000Z');
  });

  it('to one with the same clock, or not at all, changes nothing', async () => {
    await addAlarm(person);

    await moveTo({ timeZone: 'Europe/Paris' });
    await moveTo({ name: 'Ada' });

    expect(await eventsOf(app, person.id, 'alarms.rezoned.v1')).toEqual([]);
  });

  it('takes all alarms along, also where they are many', async () => {
    const { id } = await addAlarm(person);
    await app.app.get(DataSource).query(
      `INSERT INTO alarms SELECT (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid()))).*
       FROM alarms a, generate_series(1, 450) WHERE a.id = $1`,
      [id],
    );

    await moveTo({ timeZone: 'Asia/Tokyo' });

    expect((await eventsOf(app, person.id, 'alarms.rezoned.v1')).map(({ payload }) => payload)).toEqual([
      { count: 451 },
    ]);
  });
});
