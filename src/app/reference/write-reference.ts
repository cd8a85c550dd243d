import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { buildOpenApi } from '../openapi/document.js';
import { configurationReference, envExample } from './configuration.js';
import { eventReference } from './events.js';

/** Every generated file of the repository, by its path. */
export function referenceFiles(app: NestExpressApplication): Map<string, string> {
  return new Map([
    ['.env.example', envExample()],
    ['docs/configuration.md', configurationReference()],
    ['docs/events.md', eventReference()],
    ['docs/openapi.json', `${JSON.stringify(buildOpenApi(app), null, 2)}\n`],
  ]);
}

/** Writes the generated files below a folder. */
export async function writeReference(app: NestExpressApplication, root: string): Promise<void> {
  for (const [path, text] of referenceFiles(app)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

/** Paths of generated files that are not as the code says. */
export async function staleReference(app: NestExpressApplication, root: string): Promise<string[]> {
  const stale: string[] = [];
  for (const [path, text] of referenceFiles(app)) {
    const present = await readFile(join(root, path), 'utf8').catch(() => '');
    if (present !== text) stale.push(path);
  }
  return stale;
}
