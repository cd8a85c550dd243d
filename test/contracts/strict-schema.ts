/** A manifest as any of them begins. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

interface Model {
  readonly prototype: { validate(this: unknown): void };
}

/**
 * What is wrong with a manifest, field by field; a kind that Kubernetes does not have is a fault too.
 * The published schemas let unknown fields pass, so we watch which fields their validators read: the rest is unknown.
 */
export async function problemsOf(manifest: Manifest): Promise<string[]> {
  const { apiVersion, kind } = manifest;
  const models = (await import(`kubernetes-models/${apiVersion}/${kind}`)) as Record<string, Model>;
  const known = new Set<string>();
  try {
    models[kind]!.prototype.validate.call(watch(manifest, '', known));
  } catch (error) {
    return [String(error)];
  }
  return pathsOf(manifest, '')
    .filter((path) => !known.has(path))
    .map((path) => `unknown field ${path}`);
}

function watch(value: unknown, path: string, known: Set<string>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get(target, key) {
      const at = `${path}/${String(key)}`;
      known.add(at);
      return watch(Reflect.get(target, key), at, known);
    },
    // Who lists the keys accepts any: labels, the data of a ConfigMap.
    ownKeys(target) {
      const keys = Reflect.ownKeys(target);
      for (const key of keys) known.add(`${path}/${String(key)}`);
      return keys;
    },
  });
}

function pathsOf(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const at = `${path}/${key}`;
    return [at, ...pathsOf(child, at)];
  });
}
