import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { readPidFile } from '../../src/platform/embedded/postmaster.js';
import type { TaskView } from '../../src/modules/widgets/types/todo/tasks.contract.js';
import type { Person } from '../factories/users.js';
import { addWidget } from '../factories/widgets.js';
import { build } from '../support/compiled-server.js';
import { dataFolder, processesOn, removeDataFolders } from './data-folders.js';
import { endAll, Program } from './program.js';
import { until } from './until.js';

const WRITERS = 4;

beforeAll(build);

afterAll(async () => {
  await endAll();
  await removeDataFolders();
});

const serverOf = (dataDir: string): number | undefined => readPidFile(join(dataDir, 'postgres'))?.pid;

async function tasksOf({ api }: Person, widgetId: string): Promise<TaskView[]> {
  const tasks: TaskView[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { data, meta } = await api.get<TaskView[]>(`/widgets/${widgetId}/tasks?limit=100${after}`);
    tasks.push(...data);
    cursor = meta.pagination?.nextCursor ?? null;
  } while (cursor !== null);
  return tasks;
}

describe('a program whose embedded PostgreSQL is killed', () => {
  it('is ready again each time, and has every change that it said it made', async () => {
    const dataDir = dataFolder();
    const program = await Program.serve({ DATA_DIR: dataDir, DEMO: 'false', RATE_LIMIT: 'off' });
    const person = await program.signUp();
    const lists = await Promise.all(Array.from({ length: WRITERS }, () => addWidget(person)));
    const acknowledged = new Set<string>();
    const refusals = new Set<number>();
    const state = { isOver: false };
    const writers = lists.map(async ({ id }) => {
      for (let n = 1; n < 450 && !state.isOver; n += 1) {
        const content = `${id} ${n}`;
        const { status } = await person.api.raw('POST', `/widgets/${id}/tasks`, { body: { content } });
        if (status === 201) acknowledged.add(content);
        else refusals.add(status);
      }
    });

    for (let kill = 1; kill <= 3; kill += 1) {
      const before = acknowledged.size;
      await until(
        () => acknowledged.size,
        (count) => count > before + 20,
      );
      const pid = serverOf(dataDir)!;
      process.kill(pid, 'SIGKILL');
      await until(
        async () => ({ isNew: serverOf(dataDir) !== pid, probe: await program.probe('/health/ready') }),
        ({ isNew, probe }) => isNew && probe?.status === 200,
      );
    }
    state.isOver = true;
    await Promise.all(writers);

    const kept = new Set<string>();
    for (const { id } of lists) for (const { content } of await tasksOf(person, id)) kept.add(content);
    expect([...acknowledged].filter((content) => !kept.has(content))).toEqual([]);
    expect([...refusals].filter((status) => status !== 503)).toEqual([]);
    expect(program.output.match(/embedded_postgres\.ended/g)).toHaveLength(3);
    expect(await program.end()).toBe(0);
    expect(processesOn(dataDir)).toEqual([]);
  });
});
