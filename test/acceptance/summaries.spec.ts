import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SummaryView } from '../../src/modules/widgets/types/websearch/websearch.contract.js';
import type { Person } from '../factories/users.js';
import { RedisServer } from '../medium/jobs/redis-server.js';
import { apiError, OpenAiServer } from '../providers/openai-server.js';
import { hang } from '../providers/replies.js';
import { build } from '../support/compiled-server.js';
import { describeWithRedis } from '../support/redis.js';
import { cloneDatabase, type ClonedDatabase } from '../support/template-database.js';
import { Program } from './program.js';
import { askForSummary, assertCited, finished, finishesOf } from './research.js';
import { until } from './until.js';
import { Web } from './web.js';

const EXTRACTIVE = 'so this summary is made of sentences from the sources.';

/** A program with a database, and a web that it searches. */
class World {
  readonly programs: Program[] = [];

  private constructor(
    readonly database: ClonedDatabase,
    readonly web: Web,
  ) {}

  static async start(): Promise<World> {
    return new World(await cloneDatabase(), await Web.start());
  }

  async serve(more: Record<string, string> = {}): Promise<Program> {
    const variables = { DATABASE_URL: this.database.url, ...this.web.variables, ...more };
    const program = await Program.serve(variables);
    this.programs.push(program);
    return program;
  }

  ask(person: Person): Promise<SummaryView> {
    return askForSummary(person, this.web.freshQuery());
  }

  /** Waits until a page of a summary that is being made is asked for. */
  async isReading(): Promise<void> {
    await until(
      () => this.web.site.requests.filter(({ url }) => url !== '/robots.txt').length,
      (count) => count > 0,
    );
  }

  /** Done, once, and with a source for each number. */
  async expectDone(person: Person, at: Program, asked: SummaryView): Promise<SummaryView> {
    const summary = await finished(at.api.as(person.tokens.accessToken), asked);
    expect(summary).toMatchObject({ status: 'done', error: null });
    assertCited(summary, this.web.pages);
    return summary;
  }

  async end(): Promise<void> {
    await Promise.all(this.programs.map((program) => program.end('SIGKILL')));
    await this.web.close();
    await this.database.drop();
  }
}

let world: World;

beforeAll(build);

beforeEach(async () => {
  world = await World.start();
});

afterEach(() => world.end());

describe('a summary', () => {
  let hanging: World;
  let model: OpenAiServer;
  let person: Person;
  let asked: SummaryView;

  // A model that hangs is waited for half a minute, in which the others are made.
  beforeAll(async () => {
    [hanging, model] = await Promise.all([World.start(), new OpenAiServer().start()]);
    model.replyNext(hang());
    model.says = () => 'Feed it twice a day [1]. In the cold once a week [3]. Or never [9].';
    const program = await hanging.serve({ OPENAI_API_KEY: model.apiKey, OPENAI_BASE_URL: model.baseUrl });
    person = await program.signUp();
    asked = await hanging.ask(person);
    await until(
      () => model.requests.length,
      (count) => count === 1,
    );
  });

  afterAll(async () => {
    await hanging.end();
    await model.close();
  });

  it('without a model is made of the sources’ own sentences, and says so', async () => {
    const program = await world.serve();
    const someone = await program.signUp();

    const summary = await world.expectDone(someone, program, await world.ask(someone));

    expect(summary.model).toBe('extractive');
    expect(summary.notice).toBe(`No language model is configured, ${EXTRACTIVE}`);
  });

  it('with a model is the model’s, and extractive where that fails', async () => {
    const [program] = hanging.programs;
    const good = await hanging.expectDone(person, program!, await hanging.ask(person));
    model.replyNext(apiError(500, 'out of order'));
    const bad = await hanging.expectDone(person, program!, await hanging.ask(person));

    expect(good.model).toBe('gpt-4o-mini');
    expect(bad.model).toBe('extractive');
    expect(bad.notice).toBe(`The language model answered with an error, ${EXTRACTIVE}`);
  });

  describe('on its way through PostgreSQL', () => {
    survivesCrashes(() => ({}));
  });

  describeWithRedis('on its way through Redis', () => {
    let redis: RedisServer;

    beforeAll(async () => {
      redis = await RedisServer.start();
    });

    afterAll(() => redis.down());

    survivesCrashes(() => ({ REDIS_URL: redis.url }));

    it('is made although Redis is emptied before and while it is made, once', async () => {
      world.web.shut();
      const program = await world.serve({ REDIS_URL: redis.url });
      const someone = await program.signUp();
      const accepted = await world.ask(someone);
      await redis.flushAll();
      await world.isReading();
      await redis.flushAll();
      world.web.open();

      await world.expectDone(someone, program, accepted);

      expect(await finishesOf(world.database.url, someone)).toEqual(['done']);
    });
  });

  it('where the model hangs is extractive too', async () => {
    const summary = await hanging.expectDone(person, hanging.programs[0]!, asked);

    expect(summary.model).toBe('extractive');
    expect(summary.notice).toBe(`The language model did not answer in time, ${EXTRACTIVE}`);
  });
});

/** What holds whichever queue carries the jobs. */
function survivesCrashes(queue: () => Record<string, string>): void {
  let atOnce: Promise<Survived>;
  let meanwhile: Promise<Survived>;

  // What a killed process ran is free again after some seconds, which both wait out together.
  beforeAll(() => {
    atOnce = crash(queue(), () => Promise.resolve());
    meanwhile = crash(queue(), (at) => at.isReading());
    // A failure is told by the test that waits for it.
    for (const survival of [atOnce, meanwhile]) survival.catch(() => undefined);
  });

  it('is made although the process is killed as soon as it was accepted, once', async () => {
    expect(await atOnce).toMatchObject({ summary: { status: 'done' }, finishes: ['done'] });
  });

  it('is made although the process is killed while it makes it, once', async () => {
    expect(await meanwhile).toMatchObject({ summary: { status: 'done' }, finishes: ['done'] });
  });
}

interface Survived {
  readonly summary: SummaryView;
  readonly finishes: string[];
}

/** Asks for a summary, kills the process at the moment, and starts another one. */
async function crash(queue: Record<string, string>, moment: (at: World) => Promise<void>): Promise<Survived> {
  const at = await World.start();
  try {
    at.web.shut();
    const program = await at.serve(queue);
    const someone = await program.signUp();
    const accepted = await at.ask(someone);
    await moment(at);
    await program.end('SIGKILL');
    at.web.open();

    const summary = await at.expectDone(someone, await at.serve(queue), accepted);
    return { summary, finishes: await finishesOf(at.database.url, someone) };
  } finally {
    await at.end();
  }
}
