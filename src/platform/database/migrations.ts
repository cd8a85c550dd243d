import { readdir } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { MigrationInterface } from 'typeorm';

type MigrationClass = new () => MigrationInterface;

const FOLDER = fileURLToPath(new URL('../../../migrations/', import.meta.url));
const FILE = /^\d{13}-[\w-]+\.(?:js|ts)$/;

/** All migrations, found by their file names: adding one is adding its file. */
export async function loadMigrations(): Promise<MigrationClass[]> {
  const files = (await readdir(FOLDER)).filter((file) => FILE.test(file)).sort();
  const modules = await Promise.all(
    files.map((file) => import(pathToFileURL(FOLDER + file).href) as Promise<Record<string, MigrationClass>>),
  );
  return modules.flatMap((exports) => Object.values(exports));
}
