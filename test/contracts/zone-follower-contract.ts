import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { signUp, type Person } from '../factories/users.js';
import { until } from '../medium/jobs/until.js';
import { eventsOf } from '../support/event-rows.js';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { moveTo, tellOfMove } from '../support/user-moves.js';

/** How a widget type follows its users to other zones. */
export interface FollowedZones {
  readonly subscriber: string;
  /** The type of the event that tells of it. */
  readonly told: string;
  /** What is stored by the user's clock. */
  readonly table: string;
  /** By which columns two rows of the table differ that are the same otherwise. */
  readonly identity: readonly string[];
  /** A query of what of each of a user's rows depends on their clock; $1 is the user. */
  readonly moments: string;
  /** The column of its rule; none where rules are followed within a budget. */
  readonly rule?: string;
  /** Adds one for somebody in Berlin, where it is six in the morning of 2 March 2026. */
  readonly add: (person: Person) => Promise<{ readonly id: string }>;
}

// More than two batches.
const COPIES = 1_100;
const WAITING = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

/** What holds for every type that follows its users to other zones. */
export function describeZoneFollower(zones: FollowedZones): void {
  const { subscriber, table } = zones;

  describe(`${table} of a user who moves to another zone`, () => {
    let app: TestApp;
    let person: Person;

    beforeAll(async () => {
      app = await startTestApp({ clock: new FakeClock('2026-03-02T05:00:00Z'), env: { ROLE: 'api' } });
    });

    beforeEach(async () => {
      person = await signUp(app, { timeZone: 'Europe/Berlin' });
    });

    afterAll(() => app.close());

    const query = (sql: string, values: unknown[]): Promise<object[]> =>
      app.app.get(DataSource).query(sql, values);
    const moments = (): Promise<object[]> => query(zones.moments, [person.id]);
    const move = (changes: object): Promise<void> => moveTo(app, person, { changes, subscriber });
    const toldCounts = async (): Promise<unknown[]> =>
      (await eventsOf(app, person.id, zones.told)).flatMap(({ payload }) => Object.values(payload));

    it('go along, all of them, also where they are many, and the log tells it once', async () => {
      const { id } = await zones.add(person);
      const copy = zones.identity.map((column) => `'${column}', gen_random_uuid()`).join(', ');
      await query(
        `INSERT INTO ${table} SELECT (jsonb_populate_record(x, jsonb_build_object(${copy}))).*
         FROM ${table} x, generate_series(1, $2) WHERE x.id = $1`,
        [id, COPIES],
      );

      await move({ timeZone: 'Asia/Tokyo' });

      expect(await toldCounts()).toEqual([COPIES + 1]);
      const [first, ...others] = await moments();
      expect(others).toHaveLength(COPIES);
      expect(new Set([first, ...others].map((row) => JSON.stringify(row))).size).toBe(1);
    });

    it('are where they were after a way there and back, also where that is told twice', async () => {
      await zones.add(person);
      const before = await moments();

      await move({ timeZone: 'Asia/Tokyo' });
      const there = await moments();
      await move({ timeZone: 'Europe/Berlin' });
      const back = await moments();
      await tellOfMove(app, person, subscriber);

      expect(there).not.toEqual(before);
      expect([back, await moments()]).toEqual([before, before]);
    });

    it('stay where they are with every other change', async () => {
      await zones.add(person);

      await move({ name: 'Ada', theme: 'dark', locale: 'de' });

      expect(await toldCounts()).toEqual([]);
    });

    if (zones.rule !== undefined)
      it('go along but for one whose rule can be followed no further', async () => {
        const broken = await zones.add(person);
        await query(`UPDATE ${table} SET ${zones.rule ?? ''} = 'FREQ=SECONDLY' WHERE id = $1`, [broken.id]);
        await zones.add(person);

        await move({ timeZone: 'Asia/Tokyo' });

        expect(await toldCounts()).toEqual([1]);
      });

    it('are never put on the clock of a zone that the user has left by then', async () => {
      const { id } = await zones.add(person);
      const holder = app.app.get(DataSource).createQueryRunner();
      await holder.startTransaction();
      await holder.query(`SELECT FROM ${table} WHERE id = $1 FOR UPDATE`, [id]);
      const following = move({ timeZone: 'Asia/Tokyo' });
      await until(async () => (await query(WAITING, [])).length > 0);
      await person.api.patch('/users/me', { timeZone: 'America/New_York' });
      await holder.commitTransaction();
      await holder.release();

      await following;

      const followed = await moments();
      await tellOfMove(app, person, subscriber);
      expect(await moments()).toEqual(followed);
    });
  });
}
