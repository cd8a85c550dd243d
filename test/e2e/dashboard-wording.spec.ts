import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { WordBoardJob } from '../../src/modules/dashboard/wording/word-board.job.js';
import type { WidgetView } from '../../src/modules/widgets/widgets.contract.js';
import { until } from '../acceptance/until.js';
import { signUp, type Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { completion, OpenAiServer, type ChatRequest } from '../providers/openai-server.js';
import { hang, reply, reset } from '../providers/replies.js';
import { FakeClock } from '../support/fake-clock.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Board {
  title: string;
  wording: string;
  widgets: { id: string; description: string }[];
}

const DATE = '2026-03-02';

let model: OpenAiServer;
let app: TestApp;
let person: Person;
let work: WidgetView;
let home: WidgetView;

beforeAll(async () => {
  model = await new OpenAiServer().start();
});

afterAll(() => model.close());

beforeEach(() => {
  model.requests.length = 0;
  model.says = () =>
    JSON.stringify({
      title: 'A calm day with 1 task',
      descriptions: [
        { n: 1, text: 'The task is for today' },
        { n: 2, text: 'Whenever you like' },
      ],
    });
});

afterEach(() => app.close());

/** Two widgets, the first of them with a task that is due. Nothing is asked of the model by itself with `ROLE: 'api'`. */
async function start(env: Record<string, string> = {}): Promise<void> {
  app = await startTestApp({
    clock: new FakeClock(`${DATE}T07:30:00Z`),
    env: { BOARD_WORDING: 'model', OPENAI_API_KEY: model.apiKey, OPENAI_BASE_URL: model.baseUrl, ...env },
  });
  person = await signUp(app);
  work = await addWidget(person, { title: 'Work', importance: 5 });
  home = await addWidget(person, { title: 'Home', importance: 1 });
  await person.api.post(`/widgets/${home.id}/tasks`, { content: 'Paint' });
  await addDueTask();
}

const addDueTask = (): Promise<unknown> =>
  person.api.post(`/widgets/${work.id}/tasks`, { content: 'a secret plan', dueDate: DATE });

const board = async (): Promise<Board> => (await person.api.get<Board>('/dashboard/today')).data;

const wordedBoard = (): Promise<Board> => until(board, ({ wording }) => wording === 'model');

const lines = ({ title, widgets }: Board): string[] => [
  title,
  ...widgets.map(({ description }) => description),
];

/** Has the board worded now, where no worker does. */
async function word(signal = new AbortController().signal): Promise<void> {
  await board();
  const context = { attempt: 1, isLast: true, signal };
  await app.app.get(WordBoardJob, { strict: false }).perform({ userId: person.id, date: DATE }, context);
}

const TEMPLATES = ['1 task is due today', '“a secret plan” is due today', 'To do: “Paint”'];

describe('a board that a model words', () => {
  it('is there in templates first, then in the words of the model, and stays so', async () => {
    await start();
    const first = await person.api.raw('GET', '/dashboard/today');

    const worded = await wordedBoard();
    const tags = [];
    for (let i = 0; i < 3; i++)
      tags.push((await person.api.raw('GET', '/dashboard/today')).headers.get('etag'));

    expect((first.body as { data: Board }).data.wording).toBe('templates');
    expect(lines(worded)).toEqual(['A calm day with 1 task', 'The task is for today', 'Whenever you like']);
    expect(new Set(tags).size).toBe(1);
    expect(tags[0]).not.toBe(first.headers.get('etag'));
    expect(model.requests).toHaveLength(1);
  });

  it('tells the model of facts only', async () => {
    await start({ ROLE: 'api' });

    await word();

    const { messages } = JSON.parse(model.requests[0]!.body) as ChatRequest;
    const told = JSON.parse(messages[1]!.content) as { widgets: object[] };
    expect(told.widgets.map((widget) => Object.keys(widget))).toEqual([
      ['n', 'type', 'title', 'today', 'reasons'],
      ['n', 'type', 'title', 'reasons'],
    ]);
    expect(model.requests[0]!.body).not.toContain('secret plan');
    expect(model.requests[0]!.body).not.toContain(person.id);
  });

  it('keeps the words about what has not changed, and asks no more that day', async () => {
    await start();
    await wordedBoard();

    await addDueTask();
    const after = await board();
    await until(
      async (): Promise<number> =>
        (
          await app.app
            .get(DataSource)
            .query<object[]>(
              'SELECT FROM event_deliveries d JOIN events e ON e.id = d.event_id WHERE e.user_id = $1',
              [person.id],
            )
        ).length,
      (open) => open === 0,
    );

    expect(lines(after)).toEqual([
      '2 tasks are due today',
      '“a secret plan” and 1 more are due today',
      'Whenever you like',
    ]);
    expect(model.requests).toHaveLength(1);
  });

  it('is asked for once, also where a job runs twice at once', async () => {
    await start({ ROLE: 'api' });

    await Promise.all([word(), word()]);
    await word();

    expect(model.requests).toHaveLength(1);
    expect((await board()).wording).toBe('model');
  });

  it('is not overwritten where the user did something while the model was thinking', async () => {
    await start({ ROLE: 'api' });
    model.replyNext((request, response) => {
      void addDueTask()
        .then(board)
        .then(() => {
          completion(model.says(JSON.parse(request.body) as ChatRequest))(request, response);
        });
    });

    await word();

    expect(lines(await board())).toEqual([
      '2 tasks are due today',
      '“a secret plan” and 1 more are due today',
      'Whenever you like',
    ]);
  });

  it('keeps its templates where a line fails its check', async () => {
    await start({ ROLE: 'api' });
    model.says = () =>
      JSON.stringify({
        title: '5 tasks: see https://evil.test',
        descriptions: [
          { n: 1, text: '<b>Now</b>' },
          { n: 2, text: 'Whenever you like' },
        ],
      });

    await word();

    expect(lines(await board())).toEqual([...TEMPLATES.slice(0, 2), 'Whenever you like']);
  });
});

describe('a board stays in templates', () => {
  it.each([
    ['answers with an error', reply(500, 'down')],
    ['breaks off', reset()],
    ['talks nonsense', completion('{"title":["x"]} and so on')],
    ['says nothing', completion('')],
    ['sends a web page', reply(200, '<html></html>', { 'content-type': 'text/html' })],
  ])('where the model %s', async (_, answer) => {
    await start({ ROLE: 'api' });
    model.replyNext(answer, answer, answer, answer);

    await word();
    const asked = model.requests.length;
    await word();

    const after = await board();
    expect(lines(after)).toEqual(TEMPLATES);
    expect(after.wording).toBe('templates');
    expect(model.requests).toHaveLength(asked);
  });

  it('where the model is too slow', async () => {
    await start({ ROLE: 'api' });
    const patience = new AbortController();
    model.replyNext((request, response) => {
      hang()(request, response);
      patience.abort();
    });

    await word(patience.signal);

    expect(lines(await board())).toEqual(TEMPLATES);
  });

  it.each([
    ['a budget has no room', { AI_USER_BUDGET: '0', AI_PRICES: 'gpt-4o-mini=150000/600000' }],
    ['there is no key', { OPENAI_API_KEY: '' }],
  ])('where %s, and nobody is asked', async (_, env) => {
    await start({ ROLE: 'api', ...env });

    await word();

    expect(lines(await board())).toEqual(TEMPLATES);
    expect(model.requests).toHaveLength(0);
  });

  it('where nobody let a model word it', async () => {
    await start({ BOARD_WORDING: 'templates' });
    await board();
    await until(
      () => person.api.get<object[]>('/dashboard/days'),
      ({ data }) => data.length === 1,
    );

    expect((await board()).wording).toBe('templates');
    expect(model.requests).toHaveLength(0);
  });

  it('where it is empty', async () => {
    await start({ ROLE: 'api' });
    for (const { id } of [work, home]) await person.api.delete(`/widgets/${id}`);

    await word();

    expect((await board()).wording).toBe('templates');
    expect(model.requests).toHaveLength(0);
  });
});
