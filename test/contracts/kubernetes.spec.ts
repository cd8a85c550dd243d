import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import type { IJob } from 'kubernetes-models/batch/v1/Job';
import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { INamespace } from 'kubernetes-models/v1/Namespace';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import type { IService } from 'kubernetes-models/v1/Service';
import { parseAllDocuments } from 'yaml';
import { readEnv, type Env } from '../../src/config/env.js';
import { declaredVariables } from '../../src/config/variable.js';
import { problemsOf, type Manifest } from './strict-schema.js';

jest.setTimeout(120_000);

const SCRIPT = join(process.cwd(), 'scripts', 'render-kubernetes.mjs');
const SECRETS_FOLDER = '/run/secrets/brainboard';
const SECRETS: Record<string, string> = {
  DATABASE_URL: 'postgres://user:password@db:5432/brainboard',
  REDIS_URL: 'redis://redis:6379/0',
  JWT_SECRET: 'x'.repeat(48),
  JWT_PREVIOUS_SECRET: '',
  OPENAI_API_KEY: '',
  SERPER_API_KEY: '',
};
/** Seconds that a stopping process takes after its delay where nothing hangs: at most 15 for requests, 10 for jobs. */
const DRAIN_SECONDS = 25;
/** Connections that PostgreSQL allows by default, less those that it keeps for administrators. */
const CONNECTIONS = 97;

const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
if (!hasKubectl && process.env.CI === 'true')
  throw new Error('kubectl is missing: install kubernetes-client');
const describeRendered = hasKubectl ? describe.each(['staging', 'production']) : describe.skip.each(['all']);

const manifestsOf = (...args: string[]): Manifest[] => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout).map((document) => document.toJS() as Manifest);
};

describeRendered('the manifests of %s', (overlay) => {
  let manifests: Manifest[];
  let secretsFolder: string;

  beforeAll(() => {
    manifests = manifestsOf(overlay);
    secretsFolder = mkdtempSync(join(tmpdir(), 'secrets-'));
    for (const [name, value] of Object.entries(SECRETS)) writeFileSync(join(secretsFolder, name), value);
  });

  afterAll(() => {
    rmSync(secretsFolder, { recursive: true });
  });

  const all = <T>(kind: string): T[] => manifests.filter((manifest) => manifest.kind === kind) as T[];
  const deployments = (): Record<string, IDeployment> =>
    Object.fromEntries(all<IDeployment>('Deployment').map((one) => [one.metadata!.name!, one]));
  const pods = (): IPodTemplateSpec[] => [
    ...all<IDeployment>('Deployment').map(({ spec }) => spec!.template),
    ...all<IJob>('Job').map(({ spec }) => spec!.template),
  ];
  const config = (): Record<string, string> => all<IConfigMap>('ConfigMap')[0]!.data!;
  const ownVariables = (spec: IPodTemplateSpec['spec']): Record<string, string> =>
    Object.fromEntries((spec!.containers[0]!.env ?? []).map(({ name, value }) => [name, value!]));
  const readByProgram = (own: Record<string, string>): Env => {
    const variables = Object.entries({ NODE_ENV: 'production', ...config(), ...own }).map(([name, value]) => [
      name,
      value.replace(SECRETS_FOLDER, secretsFolder),
    ]);
    return readEnv(Object.fromEntries(variables) as NodeJS.ProcessEnv);
  };
  const matches = (selector: Record<string, string> | undefined, { metadata }: IPodTemplateSpec): boolean =>
    Object.entries(selector ?? {}).every(([label, value]) => metadata!.labels![label] === value);

  it('has everything that an installation needs', () => {
    const found = manifests.map(({ kind, metadata: { name } }) =>
      kind === 'ConfigMap' ? `${kind} ${name.replace(/-[a-z0-9]{10}$/, '')}` : `${kind} ${name}`,
    );

    expect(found.sort()).toEqual([
      'ConfigMap brainboard',
      'Deployment brainboard-api',
      'Deployment brainboard-worker',
      'HorizontalPodAutoscaler brainboard-api',
      'Ingress brainboard-api',
      'Job brainboard-migrate',
      `Namespace brainboard-${overlay}`,
      'NetworkPolicy data-stores',
      'NetworkPolicy deny-all',
      'NetworkPolicy ingress-to-api',
      'NetworkPolicy names',
      'NetworkPolicy worker-to-internet',
      'PodDisruptionBudget brainboard-api',
      'PodDisruptionBudget brainboard-worker',
      'Service brainboard-api',
      'ServiceAccount brainboard',
    ]);
  });

  it('fits the schemas of Kubernetes, without an unknown field', async () => {
    const problems: [string, string[]][] = [];
    for (const manifest of manifests) problems.push([manifest.metadata.name, await problemsOf(manifest)]);

    expect(problems.filter(([, found]) => found.length > 0)).toEqual([]);
  });

  it('keeps to one namespace, which admits only restricted pods', () => {
    const [namespace] = all<INamespace>('Namespace');
    const others = manifests.filter(({ kind }) => kind !== 'Namespace');

    expect(new Set(others.map(({ metadata }) => metadata.namespace))).toEqual(
      new Set([`brainboard-${overlay}`]),
    );
    expect(namespace!.metadata!.labels).toHaveProperty(['pod-security.kubernetes.io/enforce'], 'restricted');
  });

  it('runs every container without privileges, on a file system that it can not write', () => {
    for (const { spec } of pods()) {
      expect(spec).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      });
      expect(spec!.securityContext!.runAsUser).toBeGreaterThan(0);
      for (const container of spec!.containers)
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
    }
  });

  it('asks for memory and processor time, and bounds both', () => {
    for (const { resources } of pods().flatMap(({ spec }) => spec!.containers)) {
      expect(Object.keys(resources!.requests!)).toEqual(['cpu', 'memory']);
      expect(Object.keys(resources!.limits!)).toEqual(['cpu', 'memory']);
    }
  });

  it('names a version of the image', () => {
    for (const { image } of pods().flatMap(({ spec }) => spec!.containers)) {
      expect(image).toMatch(/\/brainboard:[\w.-]+$/);
      expect(image).not.toMatch(/:latest$/);
    }
  });

  it('probes each server for start, life and readiness on its port', () => {
    for (const { spec } of all<IDeployment>('Deployment')) {
      const [container] = spec!.template.spec!.containers;
      const probe = (path: string): object => ({ httpGet: { path, port: 'http' } });

      expect(container).toMatchObject({
        startupProbe: probe('/health/startup'),
        livenessProbe: probe('/health/live'),
        readinessProbe: probe('/health/ready'),
      });
      expect(container!.ports).toEqual([{ name: 'http', containerPort: Number(config().PORT) }]);
    }
  });

  it('holds no secret, only the names of files', () => {
    expect(all('Secret')).toEqual([]);
    for (const [name, value] of Object.entries(config()))
      if (/SECRET|KEY|_URL/.test(name)) expect(value).toBe(join(SECRETS_FOLDER, name.replace(/_FILE$/, '')));
  });

  it('gives each pod a configuration that the program accepts', () => {
    for (const { spec } of pods()) {
      const [container] = spec!.containers;
      expect(container!.envFrom).toEqual([
        { configMapRef: { name: all<Manifest>('ConfigMap')[0]!.metadata.name } },
      ]);
      const own = ownVariables(spec);

      expect(readByProgram(own)).toMatchObject({
        APP_ENV: overlay,
        DATABASE_MIGRATE: false,
        DATABASE_URL: SECRETS.DATABASE_URL,
      });
      expect(container!.volumeMounts).toContainEqual({
        name: 'secrets',
        mountPath: SECRETS_FOLDER,
        readOnly: true,
      });
      expect(container!.volumeMounts).toContainEqual({ name: 'tmp', mountPath: '/tmp' });
      const known = declaredVariables().map(({ name }) => name);
      for (const name of Object.keys({ ...config(), ...own }))
        expect(known).toContain(name.replace(/_FILE$/, ''));
    }
  });

  it('gives the servers their roles, and a stopping one time to finish or to say why it can not', () => {
    for (const role of ['api', 'worker']) {
      const { spec } = deployments()[`brainboard-${role}`]!.spec!.template;
      const { ROLE, SHUTDOWN_DELAY, SHUTDOWN_LIMIT } = readByProgram(ownVariables(spec));

      expect(ROLE).toBe(role);
      expect(SHUTDOWN_LIMIT).toBeGreaterThan(DRAIN_SECONDS);
      expect(spec!.terminationGracePeriodSeconds).toBeGreaterThan(SHUTDOWN_DELAY + SHUTDOWN_LIMIT);
    }
  });

  it('migrates by a Job that ends, and that nothing restarts', () => {
    const { spec } = all<IJob>('Job')[0]!;

    expect(spec!.template.spec).toMatchObject({
      restartPolicy: 'Never',
      containers: [{ args: ['dist/src/cli.js', 'migrate'] }],
    });
    expect(spec!.activeDeadlineSeconds).toBeGreaterThan(0);
  });

  it('never takes a server away before its successor is ready', () => {
    for (const { spec } of Object.values(deployments()))
      expect(spec!.strategy!.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
  });

  it('spreads the copies of a server over zones and machines', () => {
    for (const { spec } of Object.values(deployments())) {
      const constraints = spec!.template.spec!.topologySpreadConstraints!;

      expect(constraints.map(({ topologyKey }) => topologyKey)).toEqual([
        'topology.kubernetes.io/zone',
        'kubernetes.io/hostname',
      ]);
      for (const { labelSelector } of constraints)
        expect(labelSelector!.matchLabels).toEqual(spec!.selector.matchLabels);
    }
  });

  it('leaves the number of API processes to the autoscaler', () => {
    const [{ spec }] = all<IHorizontalPodAutoscaler>('HorizontalPodAutoscaler') as [IHorizontalPodAutoscaler];

    expect(deployments()[spec.scaleTargetRef.name]!.spec).not.toHaveProperty('replicas');
    expect(spec.minReplicas).toBeGreaterThan(1);
    expect(spec.maxReplicas).toBeGreaterThan(spec.minReplicas!);
  });

  it('opens no more connections than PostgreSQL takes', () => {
    const [{ spec }] = all<IHorizontalPodAutoscaler>('HorizontalPodAutoscaler') as [IHorizontalPodAutoscaler];
    // One more of each while they roll; each has its pool and a connection that listens. The migration takes two.
    const servers = spec.maxReplicas + 1 + deployments()['brainboard-worker']!.spec!.replicas! + 1;

    expect(servers * (Number(config().DATABASE_POOL_SIZE) + 1) + 2).toBeLessThanOrEqual(CONNECTIONS);
  });

  it('sends requests from the address, over TLS, through the service to the API alone', () => {
    const ingress = all<IIngress>('Ingress')[0]!.spec!;
    const service = all<IService>('Service')[0]!;
    const backends = ingress.rules!.flatMap(({ http }) => http!.paths.map(({ backend }) => backend.service));
    const selected = pods().filter((pod) => matches(service.spec!.selector, pod));

    expect(ingress.tls!.flatMap(({ hosts }) => hosts)).toEqual(ingress.rules!.map(({ host }) => host));
    expect(backends).toEqual([
      { name: service.metadata!.name, port: { name: service.spec!.ports![0]!.name } },
    ]);
    expect(service.spec!.ports![0]!.targetPort).toBe('http');
    expect(selected).toEqual([deployments()['brainboard-api']!.spec!.template]);
  });

  it('lets a drain of machines take one pod of a server at a time', () => {
    for (const { metadata, spec } of all<IPodDisruptionBudget>('PodDisruptionBudget')) {
      expect(spec!.maxUnavailable).toBe(1);
      expect(pods().filter((pod) => matches(spec!.selector!.matchLabels, pod))).toEqual([
        deployments()[metadata!.name!]!.spec!.template,
      ]);
    }
  });

  it('denies all traffic but what is named', () => {
    const policies = Object.fromEntries(
      all<INetworkPolicy>('NetworkPolicy').map(({ metadata, spec }) => [metadata!.name!, spec!]),
    );
    const components = (name: string): unknown[] =>
      pods()
        .filter((pod) => matches(policies[name]!.podSelector?.matchLabels, pod))
        .map(({ metadata }) => metadata!.labels!['app.kubernetes.io/component']);

    expect(policies['deny-all']).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    expect(components('names')).toEqual(['api', 'worker', 'migrate']);
    expect(components('data-stores')).toEqual(['api', 'worker', 'migrate']);
    expect(components('ingress-to-api')).toEqual(['api']);
    expect(components('worker-to-internet')).toEqual(['worker']);
  });

  it('keeps the worker away from private networks and from the metadata service', () => {
    const policy = all<INetworkPolicy>('NetworkPolicy').find(
      ({ metadata }) => metadata!.name === 'worker-to-internet',
    );
    const [internet] = policy!.spec!.egress!.flatMap(({ to }) => to!.map(({ ipBlock }) => ipBlock!));

    expect(internet!.cidr).toBe('0.0.0.0/0');
    expect(internet!.except).toEqual(
      expect.arrayContaining([
        '10.0.0.0/8',
        '172.16.0.0/12',
        '192.168.0.0/16',
        '169.254.0.0/16',
        '127.0.0.0/8',
      ]),
    );
  });

  it('runs the version that is asked for in every container', () => {
    const image = `registry.example.org/team/brainboard@sha256:${'0'.repeat(64)}`;
    const asked = manifestsOf(overlay, image) as (Manifest & { spec?: { template?: IPodTemplateSpec } })[];

    const images = asked.flatMap(
      ({ spec }) => spec?.template?.spec?.containers.map((one) => one.image) ?? [],
    );

    expect(images).toEqual([image, image, image]);
  });

  it('finds a misspelt field', async () => {
    const deployment = structuredClone(deployments()['brainboard-api']!);
    Object.assign(deployment.spec!.template.spec!.containers[0]!, { readinesProbe: { periodSeconds: 3 } });

    expect(await problemsOf(deployment as unknown as Manifest)).toEqual([
      'unknown field /spec/template/spec/containers/0/readinesProbe',
      'unknown field /spec/template/spec/containers/0/readinesProbe/periodSeconds',
    ]);
  });

  it('finds a value of the wrong type', async () => {
    const deployment = structuredClone(deployments()['brainboard-worker']!);
    Object.assign(deployment.spec!, { replicas: 'two' });

    expect(String(await problemsOf(deployment as unknown as Manifest))).toContain('replicas');
  });
});
