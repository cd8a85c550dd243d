import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

jest.setTimeout(120_000);

const NOBODY = 65534;

/** Has the command line of Nest's compiler: copies src, counts its runs; fails or hangs for a source that says so. */
const COMPILER = `
import { appendFileSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
const { compilerOptions } = JSON.parse(readFileSync(process.argv[4], 'utf8'));
appendFileSync('runs', 'x');
const source = readFileSync('src/main.ts', 'utf8');
mkdirSync(compilerOptions.outDir);
const parent = process.ppid;
if (source.includes('hangs')) setInterval(() => process.ppid === parent || process.exit(1), 20);
else if (source.includes('does not compile')) process.exit(1);
else cpSync('src', compilerOptions.outDir + '/src', { recursive: true });
`;

describe('scripts/build-if-needed.mjs', () => {
  let parent: string;
  let root: string;

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'build-'));
    root = join(parent, 'with a space');
    write('src/main.ts', 'one');
    write('node_modules/@nestjs/cli/bin/nest.js', COMPILER);
    write('package.json', '{ "type": "module" }');
    mkdirSync(join(root, 'scripts'));
    cpSync(join('scripts', 'build-if-needed.mjs'), join(root, 'scripts', 'build-if-needed.mjs'));
  });

  afterEach(() => {
    rmSync(parent, { recursive: true });
  });

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  const start = (options: { uid?: number } = {}): ReturnType<typeof spawn> =>
    spawn(process.execPath, [join(root, 'scripts', 'build-if-needed.mjs')], { cwd: parent, ...options });

  async function run(options: { uid?: number } = {}): Promise<{ code: number; output: string }> {
    const child = start(options);
    let output = '';
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    const [code] = (await once(child, 'close')) as [number];
    return { code, output };
  }

  const built = (): string => readFileSync(join(root, 'dist', 'src', 'main.ts'), 'utf8');
  const runs = (): number => (existsSync(join(root, 'runs')) ? statSync(join(root, 'runs')).size : 0);
  const leftovers = (): string[] => readdirSync(root).filter((name) => name.startsWith('.dist-'));
  const untilCompiling = async (): Promise<void> => {
    while (!leftovers().some((name) => /^\.dist-\d+$/.test(name))) await new Promise(setImmediate);
  };

  it('builds what is missing, and is quiet when asked again', async () => {
    const first = await run();
    const second = await run();

    expect([first.code, built()]).toEqual([0, 'one']);
    expect(second).toEqual({ code: 0, output: '' });
    expect([runs(), leftovers()]).toEqual([1, []]);
  });

  it.each([
    [
      'a changed source',
      () => {
        write('src/main.ts', 'two');
      },
    ],
    [
      'a new source',
      () => {
        write('src/other.ts', '');
      },
    ],
    [
      'a removed source',
      () => {
        rmSync(join(root, 'src', 'common.ts'));
      },
    ],
    [
      'a new migration',
      () => {
        write('migrations/1-first.ts', '');
      },
    ],
    [
      'changed settings of the compiler',
      () => {
        write('tsconfig.json', '{}');
      },
    ],
    [
      'other dependencies',
      () => {
        write('package-lock.json', '{}');
      },
    ],
    [
      'a removed build',
      () => {
        rmSync(join(root, 'dist'), { recursive: true });
      },
    ],
  ])('builds again after %s', async (_what, change) => {
    write('src/common.ts', '');
    await run();
    change();

    expect(await run()).toMatchObject({ code: 0 });
    expect(runs()).toBe(2);
  });

  it('minds neither new times of the same sources nor a changed test', async () => {
    await run();
    utimesSync(join(root, 'src', 'main.ts'), new Date(), new Date(Date.now() + 60_000));
    write('src/main.spec.ts', 'a test');

    expect(await run()).toEqual({ code: 0, output: '' });
  });

  it('fails when the build fails, and keeps the last good one', async () => {
    await run();
    write('src/main.ts', 'does not compile');

    const { code, output } = await run();

    expect(code).toBe(1);
    expect(output).toContain('the build failed (exit code 1)');
    expect([built(), leftovers()]).toEqual(['one', []]);
  });

  it('builds once when started twice at a time', async () => {
    expect((await Promise.all([run(), run()])).map(({ code }) => code)).toEqual([0, 0]);
    expect([runs(), built(), leftovers()]).toEqual([1, 'one', []]);
  });

  it('builds after one that was killed, and clears up behind it', async () => {
    write('src/main.ts', 'hangs');
    const killed = start();
    await untilCompiling();
    killed.kill('SIGKILL');
    await once(killed, 'close');
    write('src/main.ts', 'two');

    expect(await run()).toMatchObject({ code: 0 });
    expect([built(), leftovers()]).toEqual(['two', []]);
  });

  it('ends its compiler and clears up when it is asked to stop', async () => {
    write('src/main.ts', 'hangs');
    const stopped = start();
    await untilCompiling();
    stopped.kill('SIGTERM');

    const [code] = (await once(stopped, 'close')) as [number];

    expect([code, leftovers()]).toEqual([1, []]);
  });

  it('does not wait for a lock whose holder is silent, even if another process has its number', async () => {
    write('.dist-lock', String(process.pid));
    utimesSync(join(root, '.dist-lock'), new Date(), new Date(Date.now() - 60_000));

    expect(await run()).toMatchObject({ code: 0 });
    expect(leftovers()).toEqual([]);
  });

  it('says what to do where the compiler is not installed', async () => {
    rmSync(join(root, 'node_modules'), { recursive: true });

    expect(await run()).toEqual({
      code: 1,
      output: 'dist is missing or out of date, and there is no compiler: run npm ci\n',
    });
  });

  // Root may write everywhere, so only it can become somebody who may not.
  (process.getuid?.() === 0 ? describe : describe.skip)('as a user who may not write here', () => {
    beforeEach(() => {
      chmodSync(parent, 0o755);
      chownSync(root, 0, 0);
    });

    it('has nothing to do when dist is up to date', async () => {
      await run();

      expect(await run({ uid: NOBODY })).toEqual({ code: 0, output: '' });
    });

    it('says who has to build when it is not', async () => {
      const { code, output } = await run({ uid: NOBODY });

      expect(code).toBe(1);
      expect(output).toContain('build as the owner of the checkout');
    });
  });

  it('compiles with the real compiler into files whose source maps find their sources', async () => {
    rmSync(join(root, 'node_modules'), { recursive: true });
    symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'));
    for (const file of ['tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'])
      cpSync(file, join(root, file));
    write('src/main.ts', 'export const answer: number = 42;\n');

    const { code } = await run();

    expect(code).toBe(0);
    expect(readFileSync(join(root, 'dist', 'src', 'main.js'), 'utf8')).toContain('answer = 42');
    expect(JSON.parse(readFileSync(join(root, 'dist', 'src', 'main.js.map'), 'utf8'))).toMatchObject({
      sources: ['../../src/main.ts'],
    });
  });
});
