import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AlarmView } from '../../../src/modules/widgets/types/alarm/alarms.contract.js';
import { FiringService } from '../../../src/modules/widgets/types/alarm/firing/firing.service.js';
import { describeZoneFollower } from '../../contracts/zone-follower-contract.js';
import { addAlarm } from '../../factories/alarms.js';
import { signUp, type Person } from '../../factories/users.js';
import { eventsOf } from '../../support/event-rows.js';
import { FakeClock } from '../../support/fake-clock.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { moveTo } from '../../support/user-moves.js';

describeZoneFollower({
  subscriber: 'alarm.rezone',
  told: 'alarms.rezoned.v1',
  table: 'alarms',
  identity: ['id'],
  moments: 'SELECT upcoming, next_trigger_at, due_at FROM alarms WHERE user_id = $1',
  rule: 'rrule',
  add: (person) => addAlarm(person),
});

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

const move = (changes: object): Promise<void> => moveTo(app, person, { changes, subscriber: 'alarm.rezone' });

const nextOf = async ({ id }: AlarmView): Promise<string | null> =>
  (await person.api.get<AlarmView>(`/alarms/${id}`)).data.nextTriggerAt;

describe('a user who moves to another zone', () => {
  it('is woken by its clock, but for alarms with a zone of their own', async () => {
    const mine = await addAlarm(person);
    const theirs = await addAlarm(person, { timeZone: 'Europe/Berlin' });
    const off = await addAlarm(person, { isActive: false });

    await move({ timeZone: 'America/New_York' });

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

    await move({ timeZone: 'America/New_York' });

    expect(await nextOf(alarm)).toBe('2026-03-03T12:00:00.000Z');
  });

  it('while it is due hears it all the same, once', async () => {
    const alarm = await addAlarm(person);
    clock.set('2026-03-02T06:00:00.200Z');

    await move({ timeZone: 'America/New_York' });
    const firing = app.app.get(FiringService, { strict: false });
    expect([await firing.fireDue(), await firing.fireDue()]).toEqual([1, 0]);

    expect(
      (await eventsOf(app, person.id, 'alarm.triggered.v1')).map(({ payload }) => payload),
    ).toMatchObject([
      { alarmId: alarm.id, occurrence: '2026-03-02T07:00', dueAt: '2026-03-02T06:00:00.000Z' },
    ]);
    expect(await nextOf(alarm)).toBe('2026-03-03T12:00:00.000Z');
  });

  it('to the east is woken by what is still to come there', async () => {
    const alarm = await addAlarm(person, { times: ['07:00', '15:00'] });

    await move({ timeZone: 'Asia/Tokyo' });

    expect(await nextOf(alarm)).toBe('2026-03-02T06:00:00.000Z');
  });

  it('to one with the same clock, or not at all, changes nothing', async () => {
    await addAlarm(person);

    await move({ timeZone: 'Europe/Paris' });
    await move({ name: 'Ada' });

    expect(await eventsOf(app, person.id, 'alarms.rezoned.v1')).toEqual([]);
  });
});
