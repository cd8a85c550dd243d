import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  SearchView,
  SummaryError,
  SummaryView,
} from '../../src/modules/widgets/types/websearch/websearch.contract.js';
import type { BoardView } from '../acceptance/board.js';
import { askForSummary } from '../acceptance/research.js';
import { until } from '../acceptance/until.js';
import { signUp, type Person } from '../factories/users.js';
import { braveRefusal } from '../providers/brave-server.js';
import { FAULTS, type Fault } from '../providers/faults.js';
import { PagesServer } from '../providers/pages-server.js';
import type { Reply } from '../providers/provider-server.js';
import { json, reply } from '../providers/replies.js';
import {
  SEARCH_PROVIDERS,
  startSearchServer,
  type SearchProviderKey,
  type SearchServer,
} from '../providers/search-server.js';
import { serperRefusal } from '../providers/serper-server.js';
import { hurryRetries } from '../support/hurried-jobs.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const PAGE = `<article><h1>Sourdough</h1>
  <p>Feed the starter once a day with flour and water, so that the yeast has enough to eat.</p>
  <p>A starter that is kept in the fridge is fed once a week, an hour after it was taken out.</p></article>`;

const LATE = 'the search provider did not answer in time';
const GARBAGE = 'the search provider gave an answer that could not be understood';
const BUSY = 'the search provider is busy or its quota is used up';
const KEY = 'the search provider refused its key';
const RESTS = 'the search provider failed repeatedly or asked for a rest, and is left alone for a while';
/** What is told of a fault; one that is met several times in one try may have opened the breaker in it. */
const REASONS: Readonly<Record<Fault, readonly string[]>> = {
  'never answers': [LATE],
  'breaks connections off': ['the search provider could not be reached', RESTS],
  'breaks off in the middle': ['the search provider could not be reached', RESTS],
  trickles: [LATE],
  'stops in the middle': [LATE],
  'is busy': [BUSY, RESTS],
  fails: ['the search provider answered with an error'],
  'sends HTML': [GARBAGE],
  'sends broken JSON': [GARBAGE],
  'sends 10 MB': [GARBAGE],
};

interface Shown {
  readonly searches: readonly { id: string; state: string; error: SummaryError | null }[];
}

/** A program that searches with one provider. */
class World {
  private constructor(
    readonly provider: SearchProviderKey,
    readonly search: SearchServer,
    readonly app: TestApp,
  ) {}

  static async start(provider: SearchProviderKey, page: string): Promise<World> {
    const search = await startSearchServer(provider, page);
    const env = { ...search.variables, SEARCH_PROVIDER: provider, RATE_LIMIT: 'off' };
    return new World(
      provider,
      search,
      await startTestApp({ env: { ...env, OUTBOUND_TIMEOUT: '300', OUTBOUND_REST: '10' } }),
    );
  }

  /** A summary of a new query, once it has ended. */
  async summarize(person: Person): Promise<SummaryView> {
    const { id } = await askForSummary(person, randomUUID());
    return until(
      async () => {
        await hurryRetries(this.app);
        return (await person.api.get<SummaryView>(`/summaries/${id}`)).data;
      },
      ({ status }) => status === 'done' || status === 'failed',
    );
  }

  /** What a widget shows of a summary: by itself, and on the board. */
  async shown({ api }: Person, { searchId }: SummaryView): Promise<unknown[]> {
    const { widgetId } = (await api.get<SearchView>(`/searches/${searchId}`)).data;
    const alone = (await api.get<Shown>(`/widgets/${widgetId}/data`)).data;
    const board = (await api.get<BoardView>('/dashboard/today')).data;
    const onBoard = board.widgets.find(({ id }) => id === widgetId)?.data;
    return [alone, onBoard].map((data) => (data as Shown).searches.find(({ id }) => id === searchId));
  }

  async health(): Promise<string> {
    const response = await fetch(`${this.app.url}/health`);
    const { status, details } = (await response.json()) as {
      status: string;
      details: Record<string, { kind: string }>;
    };
    return `${response.status} ${status}: ${details[`outbound:${this.provider}`]?.kind ?? ''}`;
  }

  async end(): Promise<void> {
    await this.app.close();
    await this.search.server.close();
  }
}

let pages: PagesServer;
let worlds: World[];

beforeAll(async () => {
  pages = await new PagesServer().start();
  const page = pages.page('/a', PAGE);
  worlds = await Promise.all(SEARCH_PROVIDERS.map((provider) => World.start(provider, page)));
});

afterAll(async () => {
  await Promise.all(worlds.map((world) => world.end()));
  await pages.close();
});

const worldOf = (key: SearchProviderKey): World => worlds.find(({ provider }) => provider === key)!;

/** The failed summary, told to its person wherever they look. */
async function expectTold(world: World, person: Person): Promise<SummaryError> {
  const summary = await world.summarize(person);
  const { error } = summary;
  expect(summary).toMatchObject({ status: 'failed', content: null, error: { code: expect.any(String) } });
  const told = { state: 'failed', summary: null, error };
  expect(await world.shown(person, summary)).toMatchObject([told, told]);
  expect(error!.message).not.toMatch(/127\.0\.0\.1|-key/);
  return error!;
}

/** The provider is well: it is asked again, and what it finds takes the place of the failure. */
async function expectRecovery(world: World, person: Person): Promise<void> {
  world.search.server.replyAsUsual();
  const summary = await until(
    () => world.summarize(person),
    ({ status }) => status === 'done',
  );
  const told = { state: 'done', error: null, summary: { content: expect.stringContaining('starter') } };
  expect(await world.shown(person, summary)).toMatchObject([told, told]);
  expect(await world.health()).toBe(`200 ok: ${world.provider}, breaker closed`);
}

describe('where a search provider', () => {
  it.each(Object.entries(FAULTS) as [Fault, Reply][])(
    '%s, summary, widget and board say why, its breaker opens, and closes when it is well',
    async (fault, behaviour) => {
      const expectFault = async (world: World): Promise<void> => {
        const person = await signUp(world.app);
        world.search.server.replyAlways(behaviour);

        const error = await expectTold(world, person);
        await world.summarize(person);

        expect(error.code).toBe('search_provider_failed');
        // On a slow machine any call may take longer than it has.
        expect([...REASONS[fault], LATE]).toContain(error.message);
        // Six calls failed at least, and five are enough; whether it rests still is a matter of milliseconds.
        expect(await world.health()).toMatch(/^200 (degraded|ok): .*, breaker (open|half open)$/);
        await expectRecovery(world, person);
      };

      await Promise.all(worlds.map(expectFault));
    },
  );
});

describe('in its own words', () => {
  it.each<[SearchProviderKey, string, Reply, string]>([
    ['serper', 'refuses its key', serperRefusal(403, 'Unauthorized.'), KEY],
    ['serper', 'has no credits left', serperRefusal(400, 'Not enough credits'), BUSY],
    ['serper', 'refuses what it does not explain', serperRefusal(400, 'Query is strange'), 'with an error'],
    ['brave', 'refuses its key', braveRefusal(422, 'SUBSCRIPTION_TOKEN_INVALID'), KEY],
    ['brave', 'knows no subscription', braveRefusal(404, 'SUBSCRIPTION_NOT_FOUND'), KEY],
    ['brave', 'has no quota left', braveRefusal(429, 'QUOTA_LIMITED'), BUSY],
    ['searxng', 'has no JSON', reply(403, 'Forbidden'), 'its JSON format must be switched on'],
    [
      'searxng',
      'is blocked by its engines',
      json({ results: [], unresponsive_engines: [['google', 'Suspended: CAPTCHA']] }),
      'search engines that it asks did not answer',
    ],
  ])('%s %s, and that is told', async (key, _case, behaviour, message) => {
    const world = worldOf(key);
    const person = await signUp(world.app);
    world.search.server.replyAlways(behaviour);

    expect(await expectTold(world, person)).toMatchObject({
      code: 'search_provider_failed',
      message: expect.stringContaining(message),
    });
    await expectRecovery(world, person);
  });

  it('Brave refuses a query: the summary says so at once, for it would be refused again', async () => {
    const world = worldOf('brave');
    const person = await signUp(world.app);
    world.search.server.replyAlways(braveRefusal(422, 'VALIDATION'));
    const sent = world.search.server.requests.length;

    expect(await expectTold(world, person)).toEqual({
      code: 'search_query_refused',
      message: 'the search provider refused the query: use other or fewer words',
    });
    expect(world.search.server.requests).toHaveLength(sent + 1);
    await expectRecovery(world, person);
  });
});
