import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { build } from '../support/compiled-server.js';
import { cloneDatabase, type ClonedDatabase } from '../support/template-database.js';
import { endAll, Program } from './program.js';
import { rowsOf } from './rows.js';
import { until } from './until.js';

const CLIENTS = 8;
const WAITING = `
  SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;

let database: ClonedDatabase;

beforeAll(async () => {
  await build();
  database = await cloneDatabase();
});

afterAll(async () => {
  await endAll();
  await database.drop();
});

const serve = (more: Record<string, string> = {}): Promise<Program> =>
  Program.serve({ DATABASE_URL: database.url, LOG_LEVEL: 'info', ...more });

describe('a program that is told to stop', () => {
  it('answers what it was asked before, and ends with code 0', async () => {
    const program = await serve({ DATABASE_LOCK_TIMEOUT: '60000', DATABASE_STATEMENT_TIMEOUT: '60000' });
    const person = await program.signUp();
    const { id } = await addWidget(person);
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM widgets WHERE id = $1 FOR UPDATE', [id]);
    const answer = person.api.patch<{ title: string }>(`/widgets/${id}`, { title: 'Done in time' });
    await until(
      () => rowsOf(database.url, WAITING),
      (waiting) => waiting.length > 0,
    );

    program.send('SIGTERM');
    await until(
      () => program.probe('/health/live'),
      (probe) => probe === undefined,
    );
    await holder.query('COMMIT');
    await holder.end();

    const { data, headers } = await answer;
    expect(data.title).toBe('Done in time');
    expect(headers.get('connection')).toBe('close');
    expect(await program.ended).toBe(0);
    expect(program.output).toContain('process.stopped');
  });

  it('serves while the others take note, and fails no request of those who then go elsewhere', async () => {
    const [leaving, staying] = await Promise.all([serve({ SHUTDOWN_DELAY: '1' }), serve()]);
    const person = await leaving.signUp();
    const clients = Array.from({ length: CLIENTS }, () => new Client(person, [leaving, staying]));
    const loops = clients.map((client) => client.run());
    await until(
      () => clients.every(({ answered }) => answered[0] > 20),
      (haveAll) => haveAll,
    );

    leaving.send('SIGTERM');
    await until(
      () => leaving.probe('/health/ready'),
      (probe) => probe?.status !== 200,
    );
    expect(await leaving.ended).toBe(0);
    await until(
      () => clients.every(({ answered }) => answered[1] > 20),
      (haveAll) => haveAll,
    );
    for (const client of clients) client.stop();
    await Promise.all(loops);

    expect(clients.flatMap(({ failures }) => failures)).toEqual([]);
  });
});

/** Asks over and over on a connection that is kept, and moves to the next process when one ends the connection. */
class Client {
  readonly answered: [number, number] = [0, 0];
  readonly failures: string[] = [];
  private place: 0 | 1 = 0;
  private isStopped = false;

  constructor(
    private readonly person: Person,
    private readonly programs: [Program, Program],
  ) {}

  stop(): void {
    this.isStopped = true;
  }

  async run(): Promise<void> {
    while (!this.isStopped) await this.ask();
  }

  private async ask(): Promise<void> {
    const { place } = this;
    try {
      const api = this.programs[place].api.as(this.person.tokens.accessToken);
      const { status, headers } = await api.raw('GET', '/widgets');
      if (status !== 200) this.failures.push(String(status));
      this.answered[place] += 1;
      if (headers.get('connection') === 'close') this.place = 1;
    } catch (error) {
      this.failures.push(String((error as Error).cause ?? error));
      this.place = 1;
    }
  }
}
