import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

jest.setTimeout(120_000);

const IMAGE = 'registry.example.org/brainboard:v1.2.3';

/** A kubectl that writes down what it is asked, and answers as the variables say. */
const KUBECTL = `#!/usr/bin/env bash
[ "$1" = --namespace ] && shift 2
echo "$*" | sed -E 's#(--filename )[^ ]+#\\1FILE#' >> "$CALLS"
case "$*" in
  kustomize*) printf 'spec:\\n  image: registry.example.com/brainboard:develop\\n' ;;
  apply*'component!=migrate') [ -z "$BAD_APPLY" ] ;;
  apply*) cp "$3" "$APPLIED" ;;
  'get job'*) echo "$JOB" ;;
  'get deployment'*) echo "$REVISION" ;;
  'rollout status '*) [[ "$2 $3" != "status $UNREADY" ]] ;;
esac
`;

describe('scripts/deploy.sh', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'deploy '));
    writeFileSync(join(folder, 'kubectl'), KUBECTL, { mode: 0o755 });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const deploy = (
    answers: Record<string, string>,
    ...options: string[]
  ): { code: number | null; calls: string[] } => {
    const calls = join(folder, 'calls');
    const { status } = spawnSync('scripts/deploy.sh', ['staging', IMAGE, ...options], {
      env: {
        PATH: [folder, process.env.PATH].join(delimiter),
        CALLS: calls,
        APPLIED: join(folder, 'applied'),
        POLL_SECONDS: '0',
        JOB: 'SuccessCriteriaMet Complete',
        REVISION: '7',
        ...answers,
      },
      encoding: 'utf8',
      timeout: 60_000,
    });
    return {
      code: status,
      calls: existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n').slice(1) : [],
    };
  };

  const MIGRATED = [
    'delete job brainboard-migrate --ignore-not-found --wait',
    'apply --filename FILE --selector app.kubernetes.io/component!=api,app.kubernetes.io/component!=worker',
    expect.stringMatching(/^get job brainboard-migrate /),
    'logs job/brainboard-migrate --tail 50',
  ];
  const REVISIONS = [
    expect.stringMatching(/^get deployment\/brainboard-api /),
    expect.stringMatching(/^get deployment\/brainboard-worker /),
  ];
  const ROLLED = [
    'apply --filename FILE --selector app.kubernetes.io/component!=migrate',
    'rollout status deployment/brainboard-api --timeout 10m',
    'rollout status deployment/brainboard-worker --timeout 10m',
  ];

  it('migrates, and then rolls the API and the worker', () => {
    const { code, calls } = deploy({});

    expect(code).toBe(0);
    expect(calls).toEqual([...MIGRATED, ...REVISIONS, ...ROLLED]);
    expect(readFileSync(join(folder, 'applied'), 'utf8')).toContain(`image: ${IMAGE}`);
  });

  it('touches nothing that runs when the migration fails', () => {
    const { code, calls } = deploy({ JOB: 'FailureTarget Failed' });

    expect(code).toBe(1);
    expect(calls).toEqual(MIGRATED);
  });

  it('goes back to the revisions that ran when a server does not become ready', () => {
    const { code, calls } = deploy({ UNREADY: 'deployment/brainboard-worker' });

    expect(code).toBe(1);
    expect(calls.slice(MIGRATED.length + REVISIONS.length)).toEqual([
      ...ROLLED,
      'rollout undo deployment/brainboard-api --to-revision 7',
      'rollout status deployment/brainboard-api --timeout 10m',
      'rollout undo deployment/brainboard-worker --to-revision 7',
      'rollout status deployment/brainboard-worker --timeout 10m',
    ]);
  });

  it('undoes what a cluster took only half of', () => {
    const { code, calls } = deploy({ BAD_APPLY: 'yes' });

    expect(code).toBe(1);
    expect(calls).toContain('rollout undo deployment/brainboard-api --to-revision 7');
  });

  it('has nothing to go back to at the first deployment', () => {
    const { code, calls } = deploy({ REVISION: '', UNREADY: 'deployment/brainboard-api' });

    expect(code).toBe(1);
    expect(calls.filter((call) => call.startsWith('rollout undo'))).toEqual([]);
  });

  it('leaves the database alone on the way back to an older version', () => {
    const { code, calls } = deploy({}, '--no-migration');

    expect(code).toBe(0);
    expect(calls).toEqual([...REVISIONS, ...ROLLED]);
  });
});

describe('scripts/render-kubernetes.mjs', () => {
  const render = (...args: string[]): string[] => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['scripts/render-kubernetes.mjs', ...args],
      {
        encoding: 'utf8',
        env: { PATH: '' },
      },
    );
    return [String(status), stdout, stderr];
  };

  it.each(['brainboard', 'brainboard:latest', 'a b:1', 'brainboard:1\nkind: Secret'])(
    'refuses the image %j',
    (image) => {
      expect(render('staging', image)).toEqual([
        '1',
        '',
        `${image} must name a version or a digest, and not "latest"\n`,
      ]);
    },
  );

  it('names the overlays when asked for none of them', () => {
    expect(render('nowhere')).toEqual(['1', '', 'name an overlay: production, staging\n']);
  });

  it('says that kubectl is missing', () => {
    const [status, , stderr] = render('staging');

    expect(status).toBe('1');
    expect(stderr).toContain("kubectl can't be run");
  });
});
