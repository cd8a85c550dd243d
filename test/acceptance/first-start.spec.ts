import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TokensView } from '../../src/modules/auth/auth.contract.js';
import type { BoardView } from './board.js';
import { build } from '../support/compiled-server.js';
import { dataFolder, processesOn, removeDataFolders, serverOn } from './data-folders.js';
import { demoAccountIn, type DemoAccount } from './demo-account.js';
import { endAll, Program } from './program.js';

let dataDir: string;
let first: Program;
let account: DemoAccount;

beforeAll(async () => {
  await build();
  dataDir = dataFolder();
  first = await Program.serve({ DATA_DIR: dataDir });
  account = demoAccountIn(first.output);
});

afterAll(async () => {
  await endAll();
  await removeDataFolders();
});

async function read<Data>(program: Program, path: string): Promise<Data> {
  const { data } = await program.api.post<{ tokens: TokensView }>('/auth/login', account);
  return (await program.api.as(data.tokens.accessToken).get<Data>(path)).data;
}

// One installation's life, told in order.
describe('a new installation', () => {
  it('is ready and says what it runs on', async () => {
    expect(await first.probe('/health/ready')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(first.output).toContain(`embedded PostgreSQL in ${dataDir}`);
    expect(first.output).toContain('PostgreSQL (pg-boss)');
    expect(await (await fetch(`${first.url}/docs`)).text()).toContain('id="swagger-ui"');
  });

  it('has a demonstration whose board is full, each widget with its data and its reasons', async () => {
    const { widgets } = await read<BoardView>(first, '/dashboard/today');

    expect(widgets.length).toBeGreaterThanOrEqual(6);
    for (const { data, dataError, score, reasons } of widgets) {
      expect(data ?? dataError).toBeTruthy();
      expect(reasons.length).toBeGreaterThan(0);
      const sum = reasons.reduce((total, { weight }) => total + weight, 0);
      expect(Math.abs(sum - score)).toBeLessThan(1e-9);
    }
  });

  it('refuses a second instance on its folder in words, and goes on', async () => {
    const second = Program.run({ DATA_DIR: dataDir });

    expect(await second.ended).toBe(1);
    expect(second.output.trim()).toMatch(
      new RegExp(`^Another Brainboard runs on the data folder .*\\(pid ${first.pid}\\)[^\\n]*$`),
    );
    expect(await first.probe('/health/ready')).toMatchObject({ status: 200 });
  });

  it.each([['migrate'], ['seed'], ['redrive-jobs'], ['grant-admin', 'ada@example.org']])(
    'tells who runs %s beside it, in one line, to stop it first',
    async (...args) => {
      const command = Program.run({ DATA_DIR: dataDir }, ['cli.js', ...args]);

      expect(await command.ended).toBe(1);
      expect(command.output.trim()).toMatch(
        new RegExp(
          `^The command ${args[0]} needs the database of a Brainboard that is running\\. Stop that one[^\\n]+$`,
        ),
      );
    },
  );

  it('ends on SIGTERM with code 0 and leaves no process', async () => {
    expect(await first.end('SIGTERM')).toBe(0);

    expect(processesOn(dataDir)).toEqual([]);
    expect(serverOn(dataDir)).toBeUndefined();
  });

  it('starts again with its data, also after a crash, and shows no password twice', async () => {
    const again = await Program.serve({ DATA_DIR: dataDir });
    const before = await read<object[]>(again, '/widgets');
    expect(again.output).not.toContain('Password');

    expect(await again.end('SIGKILL')).toBe('SIGKILL');
    expect(serverOn(dataDir)).toEqual(expect.any(Number));
    const afterCrash = await Program.serve({ DATA_DIR: dataDir });

    expect(before).toHaveLength(15);
    expect(await read(afterCrash, '/widgets')).toEqual(before);
    expect(await afterCrash.end('SIGINT')).toBe(0);
    expect(processesOn(dataDir)).toEqual([]);
  });
});
