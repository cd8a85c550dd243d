import { execFile } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { configurationReference, envExample } from '../../src/app/reference/configuration.js';
import { staleReference, writeReference } from '../../src/app/reference/write-reference.js';
import { build, childEnv } from '../support/compiled-server.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const GENERATED = ['.env.example', 'docs/configuration.md', 'docs/events.md', 'docs/openapi.json'];

describe('the generated reference', () => {
  let app: TestApp;
  let folder: string;

  beforeAll(async () => {
    await build();
    app = await startTestApp();
    folder = mkdtempSync(join(tmpdir(), 'reference-'));
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await app.close();
  });

  it('is as the code says', async () => {
    expect(await check(process.cwd())).toEqual({ code: 0, output: '' });
  });

  it('is said not to be, file by file, where it is missing', async () => {
    const { code, output } = await check(folder);

    expect([code, output.trim()]).toEqual([1, expect.stringContaining(`: ${GENERATED.join(', ')}`)]);
  });

  it('is stale where a file was changed or removed by hand, until it is written again', async () => {
    await writeReference(app.app, folder);
    expect(await staleReference(app.app, folder)).toEqual([]);

    appendFileSync(join(folder, 'docs/events.md'), 'by hand\n');
    rmSync(join(folder, '.env.example'));
    expect(await staleReference(app.app, folder)).toEqual(['.env.example', 'docs/events.md']);

    await writeReference(app.app, folder);
    expect(await staleReference(app.app, folder)).toEqual([]);
  });

  it('explains every variable of the configuration, and has a line for it to start from', () => {
    const variables = [...readFileSync('src/config/env.ts', 'utf8').matchAll(/^ {2}([A-Z][A-Z_]+)[?:]/gm)];

    expect(variables.length).toBeGreaterThan(20);
    for (const [, name = ''] of variables) {
      expect(configurationReference()).toMatch(
        new RegExp(`^\\| \`${name}\` \\| .* \\| .+\\. \\| \`.+\` \\|$`, 'm'),
      );
      expect(envExample()).toMatch(new RegExp(`^# .+\\.\\n# ${name}=.+$`, 'm'));
    }
  });

  /** Runs the command that checks it, in a folder, with a database that nobody has: it asks none. */
  function check(cwd: string): Promise<{ code: unknown; output: string }> {
    return new Promise((done) => {
      execFile(
        process.execPath,
        [resolve('dist/src/cli.js'), 'docs', '--check'],
        { cwd, env: childEnv('postgresql://nobody@127.0.0.1:9/nothing') },
        (error, stdout, stderr) => {
          done({ code: error?.code ?? 0, output: stdout + stderr });
        },
      );
    });
  }
});
