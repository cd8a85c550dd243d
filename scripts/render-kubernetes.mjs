/**
 * Prints the manifests of an overlay: `node scripts/render-kubernetes.mjs OVERLAY [IMAGE]`.
 * With IMAGE (`registry/name:version` or `…@sha256:…`) every container runs that one.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const overlays = join(dirname(dirname(fileURLToPath(import.meta.url))), 'k8s', 'overlays');
const IMAGE = /^[a-z0-9][\w.:/-]*(:[\w][\w.-]*|@sha256:[0-9a-f]{64})$/;

function render(overlay, image) {
  const known = readdirSync(overlays);
  if (!known.includes(overlay)) throw new Error(`name an overlay: ${known.join(', ')}`);
  if (image !== undefined && (!IMAGE.test(image) || image.endsWith(':latest')))
    throw new Error(`${image} must name a version or a digest, and not "latest"`);
  const manifests = kustomize(join(overlays, overlay));
  return image === undefined ? manifests : manifests.replace(/^(\s+(?:- )?image: )\S+$/gm, `$1${image}`);
}

function kustomize(folder) {
  const { error, status, stdout, stderr } = spawnSync('kubectl', ['kustomize', folder], { encoding: 'utf8' });
  if (error) throw new Error(`kubectl can't be run: ${error.message}`);
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

try {
  process.stdout.write(render(...process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
