import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../support/compiled-server.js';
import { cloneDatabase, type ClonedDatabase } from '../support/template-database.js';
import { endAll, Program } from './program.js';
import { stepsOf, strangeKeys, typed, type Result, type Step } from './tour.js';

const README = readFileSync('README.md', 'utf8');

describe('the tour of the README, typed line by line into a shell', () => {
  const steps = stepsOf(README, 'A tour');
  let database: ClonedDatabase;
  let folder: string;
  let results: Result[];

  beforeAll(async () => {
    await build();
    database = await cloneDatabase();
    const server = await Program.serve({
      DATABASE_URL: database.url,
      DEMO: 'false',
      OPEN_METEO_URL: 'http://127.0.0.1:9',
    });
    folder = mkdtempSync(join(tmpdir(), 'tour-'));
    const lines = steps.map(({ line }) => line.replace('http://localhost:3000', server.url));
    results = await typed(lines, folder);
  });

  afterAll(async () => {
    await endAll();
    rmSync(folder, { recursive: true, force: true });
    await database.drop();
  });

  it('has a line for each of its parts', () => {
    expect(steps.length).toBeGreaterThan(25);
    for (const part of [
      'widgets',
      'tasks',
      'trackers',
      'dashboard/today',
      'calendar-files',
      'summaries',
      'alarms',
      'notes',
    ])
      expect(steps.map(({ line }) => line).join('\n')).toContain(part);
  });

  it.each(steps.map((step, i) => [step.line, step, i] as const))('%s', (_, step, i) => {
    const { code, output } = results[i]!;

    expect({ code, output: outcomeOf(step, output) }).toEqual({ code: 0, output: expectedOf(step) });
    if (step.example === undefined) return;
    expect(strangeKeys(step.example, JSON.parse(output))).toEqual([]);
  });

  it('leaves nothing of an example untold', () => {
    expect(steps.filter(({ example }) => example !== undefined).length).toBeGreaterThanOrEqual(3);
  });
});

describe('the README', () => {
  it('names the versions of Node.js that package.json does', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
    const versions = engines.node.match(/\d+\.\d+/g);

    for (const path of ['README.md', 'CONTRIBUTING.md']) {
      const [, words = ''] = /Node\.js (20[^:]+)/.exec(readFileSync(path, 'utf8')) ?? [];
      expect([path, words.match(/\d+\.\d+/g)]).toEqual([path, versions]);
    }
  });

  it('names every command, and none that is not there', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const commands = Object.keys(scripts).filter((name) => scripts[name]!.includes('dist/src/cli.js'));
    const named = [...README.matchAll(/npm run ([\w-]+)/g)].map(([, name]) => name!);

    expect(commands.filter((name) => !named.includes(name))).toEqual([]);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

/** Whether the answer is a success, a failure, or a value that is there. */
function outcomeOf({ line }: Step, output: string): string {
  if (/^\w+=/.test(line)) return /^.+$/.test(output) && output !== 'undefined' ? 'a value' : output;
  const [, status] = /^\{"status":"(\w+)"/.exec(output) ?? [];
  return status ?? output;
}

function expectedOf({ line, example }: Step): string {
  if (/^\w+=/.test(line)) return 'a value';
  if (!line.startsWith('curl')) return '';
  return (example as { status?: string } | undefined)?.status ?? 'success';
}
