/**
 * Prints what boards say to people with different lives, for reading aloud: `npm run evaluate-boards`. Each line is
 * printed when a person reads it for the first time.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../src/platform/database/migrate.js';
import { startEmbeddedPostgres } from '../../src/platform/embedded/embedded-postgres.js';
import { createLogger } from '../../src/platform/logging/logger.js';
import { OpenMeteoServer } from '../providers/open-meteo-server.js';
import { PagesServer } from '../providers/pages-server.js';
import { SearxngServer } from '../providers/searxng-server.js';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, testConfig } from '../support/test-app.js';
import { live, type BoardEntry } from './diary.js';
import { PEOPLE } from './people.js';

const START = '2026-03-16';
const DAYS = 14;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Says what is new in each entry; how many titles and descriptions that were. */
function tell(entries: readonly BoardEntry[]): number {
  const said = new Set<string>();
  const isNew = (line: string): boolean => said.size < said.add(line).size;
  for (const { at, title, cards } of entries) {
    const newCards = cards.filter((card) => isNew(`${card.title}: ${card.description}`));
    if (!isNew(title) && newCards.length === 0) continue;
    say(`  ${at}  ${title}`);
    for (const { title: name, type, description } of newCards) say(`      ${name} (${type}): ${description}`);
  }
  return said.size;
}

const folder = mkdtempSync(join(tmpdir(), 'brainboard-boards-'));
const postgres = await startEmbeddedPostgres({ dataDir: folder, durable: false });
await migrate(testConfig(postgres.url), createLogger({ level: 'silent', pretty: false }));
const weather = await new OpenMeteoServer().start();
const pages = await new PagesServer().start();
const search = await new SearxngServer().start();
const fact = 'Sleep after a night shift comes more easily in a dark and cool room than in daylight.';
search.results = [
  {
    title: 'Sleep',
    url: pages.page('/sleep', `<article><h1>Sleep</h1><p>${fact}</p></article>`),
    content: fact,
  },
];
const clock = new FakeClock(`${START}T00:00:00Z`);
const app = await startTestApp({
  clock,
  databaseUrl: postgres.url,
  env: {
    JWT_ACCESS_TTL: '86400',
    OPEN_METEO_URL: weather.url,
    OPEN_METEO_GEOCODING_URL: weather.url,
    SEARCH_PROVIDER: 'searxng',
    SEARXNG_URL: search.url,
  },
});
try {
  const diaries = await live(app, clock, PEOPLE, { start: START, days: DAYS });
  let total = 0;
  for (const [i, { name, timeZone }] of PEOPLE.entries()) {
    say(`${name} (${timeZone})`);
    total += tell(diaries[i] ?? []);
  }
  say(`${total} titles and descriptions.`);
} finally {
  await app.close();
  await Promise.all([weather.close(), pages.close(), search.close()]);
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
