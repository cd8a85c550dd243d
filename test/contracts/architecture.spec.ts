import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

interface Rule {
  readonly name: string;
  readonly from: { readonly path?: string };
  readonly to: { readonly path?: string };
}

const CRUISER = join(process.cwd(), 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const CONFIG = '.dependency-cruiser.cjs';
const { forbidden } = createRequire(import.meta.url)(`../../${CONFIG}`) as { forbidden: Rule[] };

/** Wrong imports: the rule that each breaks, the file that has it, and what it imports. */
const PLANTED: readonly (readonly [rule: string, from: string, to: string])[] = [
  ['no-cycles', 'src/common/chicken.ts', 'src/common/egg.ts'],
  ['common-is-a-leaf', 'src/common/planted.ts', 'src/config/config.ts'],
  ['common-is-a-leaf', 'src/common/http/planted.ts', 'src/modules/auth/auth.contract.ts'],
  ['config-reads-only-common', 'src/config/planted.ts', 'src/platform/cache/cache.ts'],
  ['platform-knows-no-feature', 'src/platform/jobs/planted.ts', 'src/modules/users/users.contract.ts'],
  ['nothing-imports-the-app', 'src/modules/users/planted.ts', 'src/app/create-app.ts'],
  ['nothing-imports-the-app', 'src/platform/planted.ts', 'src/app/create-app.ts'],
  ['features-talk-through-public-files', 'src/modules/auth/errors.ts', 'src/modules/users/users.errors.ts'],
  ['features-talk-through-public-files', 'src/modules/auth/rows.ts', 'src/modules/users/users.repository.ts'],
  [
    'foreign-entities-only-for-foreign-keys',
    'src/modules/auth/planted.ts',
    'src/modules/users/user.entity.ts',
  ],
  ...tiers(),
  [
    'widget-types-are-islands',
    'src/modules/widgets/types/todo/planted.ts',
    'src/modules/widgets/types/tracker/tracker.contract.ts',
  ],
  [
    'only-the-manifest-names-widget-types',
    'src/modules/widgets/planted.ts',
    'src/modules/widgets/types/todo/todo.contract.ts',
  ],
  [
    'only-the-manifest-names-widget-types',
    'src/modules/dashboard/planted.ts',
    'src/modules/widgets/types/todo/todo.contract.ts',
  ],
  [
    'edges-hold-no-queries',
    'src/modules/users/planted.controller.ts',
    'src/modules/users/users.repository.ts',
  ],
  ['edges-hold-no-queries', 'src/modules/users/planted.job.ts', 'src/modules/users/users.repository.ts'],
  ['services-know-no-http', 'src/modules/users/planted.service.ts', 'src/common/http/endpoint.ts'],
  ['services-know-no-http', 'src/modules/users/express.service.ts', 'express'],
  ['typeorm-stays-below-services', 'src/modules/users/typeorm.service.ts', 'typeorm'],
  ['no-barrels', 'src/common/barrelled.ts', 'src/common/ids/index.ts'],
  ['no-test-code-in-src', 'src/common/tested.ts', 'test/support/fake-clock.ts'],
];

/** For each rule about tiers: an import from its first feature to the first one above. */
function tiers(): [string, string, string][] {
  const firstOf = (path = ''): string => /\(\?:([\w-]+)/.exec(path)?.[1] ?? '';
  return forbidden
    .filter(({ name }) => name.startsWith('tier-'))
    .map(({ name, from, to }) => [
      name,
      `src/modules/${firstOf(from.path)}/${name}.ts`,
      `src/modules/${firstOf(to.path)}/${firstOf(to.path)}.service.ts`,
    ]);
}

describe('the import rules', () => {
  let root: string;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'architecture-'));
    for (const file of [CONFIG, 'tsconfig.json']) cpSync(file, join(root, file));
    symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'));
    for (const [, from, to] of PLANTED) plant(from, to);
    plant('src/common/egg.ts', 'src/common/chicken.ts');
  });

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('hold for this code', async () => {
    const { code, violations } = await cruise(process.cwd());

    expect({ code, violations }).toEqual({ code: 0, violations: [] });
  });

  it('are all broken by some wrong import here', () => {
    expect(new Set(PLANTED.map(([rule]) => rule))).toEqual(new Set(forbidden.map(({ name }) => name)));
  });

  it('each find the wrong import that breaks it', async () => {
    const { code, violations } = await cruise(root);

    const planted = PLANTED.map(([rule, from]) => `${rule}: ${from}`);
    expect(planted.filter((line) => !violations.includes(line))).toEqual([]);
    expect(code).not.toBe(0);
  });

  function plant(from: string, to: string): void {
    const isOurs = to.includes('/');
    const target = isOurs
      ? relative(dirname(from), to)
          .replace(/^(?!\.)/, './')
          .replace(/ts$/, 'js')
      : to;
    if (isOurs && !existsSync(join(root, to))) write(to, 'export {};\n');
    // Type-only, which is an import all the same.
    write(from, `import type {} from '${target}';\n`);
  }

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});

/** What CI's check of the sources below a folder says: its exit code, and `rule: file` for each wrong import. */
function cruise(cwd: string): Promise<{ code: unknown; violations: string[] }> {
  const args = [CRUISER, '--config', CONFIG, '--output-type', 'err', 'src'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (stderr !== '') reject(new Error(stderr));
      const lines = stripVTControlCharacters(stdout).matchAll(/^ *error ([\w-]+: \S+)/gm);
      resolve({ code: error?.code ?? 0, violations: Array.from(lines, ([, line = '']) => line) });
    });
  });
}
