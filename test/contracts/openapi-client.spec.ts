import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCompiledServer, type CompiledServer } from '../support/compiled-server.js';

const TSCONFIG = {
  compilerOptions: { strict: true, target: 'es2022', module: 'nodenext', types: ['node'] },
  files: ['tour.ts'],
};

/** A TypeScript client that is generated from the document, as anybody would write one. */
describe('a client that is generated from the document', () => {
  let server: CompiledServer;
  let folder: string;

  beforeAll(async () => {
    server = await startCompiledServer();
    // Within the project, so that the packages are found.
    folder = await mkdtemp(join(process.cwd(), '.dist-client-'));
    const document = await fetch(`${server.url}/docs-json`);
    await writeFile(join(folder, 'openapi.json'), await document.text());
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
    await copyFile('test/client/tour.ts', join(folder, 'tour.ts'));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
    await server.stop();
  });

  it('compiles, strictly and without a cast, and runs the tour of README', async () => {
    await run('openapi-typescript/bin/cli.js', 'openapi.json', '-o', 'api.ts');
    expect(await run('typescript/bin/tsc')).toBe('');

    const { stdout } = await promisify(execFile)(process.execPath, ['tour.js', server.url], { cwd: folder });

    expect(JSON.parse(stdout)).toEqual({
      maxItems: 5,
      paid: false,
      streak: 'week',
      times: ['06:45', '06:55'],
      note: '<p>Feed the <strong>starter</strong>.</p>\n',
      found: [true],
      shown: ['Habits: Run', 'Home: 1 open', 'Mornings: Wake up', 'Notes: Feed the starter.'],
      hasMore: true,
      none: null,
      refused: [{ field: 'importance', message: expect.any(String) }],
      unknown: 'task_not_found',
    });
  });

  /** Runs a program of a package in the client's folder; what it says is the message of its failure. */
  async function run(program: string, ...args: string[]): Promise<string> {
    const path = join(process.cwd(), 'node_modules', program);
    try {
      return (await promisify(execFile)(process.execPath, [path, ...args], { cwd: folder })).stdout;
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`${program} failed:\n${stdout}${stderr}`, { cause: error });
    }
  }
});
