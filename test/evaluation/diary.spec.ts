import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { live } from './diary.js';
import { PEOPLE } from './people.js';

describe('the diary of boards', () => {
  const clock = new FakeClock('2026-03-16T00:00:00Z');
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ clock, env: { JWT_ACCESS_TTL: '86400' } });
  });

  afterAll(() => app.close());

  it('has a title and a line for each card, morning, noon and evening', async () => {
    const diaries = await live(app, clock, PEOPLE, { start: '2026-03-16', days: 1 });

    expect(diaries).toHaveLength(PEOPLE.length);
    for (const entries of diaries) {
      expect(entries.map(({ at }) => at.slice(11))).toEqual(['07:30', '13:00', '21:30']);
      for (const { title, cards } of entries) {
        expect(cards.length).toBeGreaterThan(0);
        for (const line of [title, ...cards.map(({ description }) => description)])
          expect(line).toMatch(/^.{3,160}$/);
      }
    }
  });
});
