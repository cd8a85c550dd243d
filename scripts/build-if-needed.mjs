/**
 * Builds dist when it is missing or was made from other sources, and says nothing when there is nothing to do.
 *
 * The build goes into a folder of its own that takes the place of dist when it is complete, so that a failed or
 * killed build leaves dist as it was, and two builds at once can't mix.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const lock = join(root, '.dist-lock');
const compiler = join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');

const SOURCE_FOLDERS = ['src', 'migrations'];
const SOURCE_FILES = ['tsconfig.json', 'tsconfig.build.json', 'nest-cli.json', 'package-lock.json'];
const HEARTBEAT_MS = 1_000;
const SILENCE_MS = 10_000;

/** Of contents, not of times: a copy, a checkout or an unpacked archive has new times and the same sources. */
function fingerprintOfSources() {
  const hash = createHash('sha256');
  for (const path of [...SOURCE_FILES, ...SOURCE_FOLDERS.flatMap(filesBelow)].sort()) {
    if (!existsSync(join(root, path))) continue;
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function filesBelow(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1));
}

function isBuiltFrom(fingerprint) {
  try {
    return readFileSync(join(dist, '.fingerprint'), 'utf8') === fingerprint;
  } catch {
    return false;
  }
}

/** Builds, unless another process that holds the lock does it first. */
async function buildOnce(fingerprint) {
  while (!takeLock()) {
    await sleep(200);
    if (isBuiltFrom(fingerprint)) return;
    if (isAbandoned(lock)) rmSync(lock, { force: true });
  }
  const heartbeat = setInterval(
    () => existsSync(lock) && utimesSync(lock, new Date(), new Date()),
    HEARTBEAT_MS,
  );
  try {
    removeLeftovers();
    if (!isBuiltFrom(fingerprint)) await build(fingerprint);
  } finally {
    clearInterval(heartbeat);
    rmSync(lock, { force: true });
  }
}

function takeLock() {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** By silence too, since the number of a process that was killed may be another's now. */
function isAbandoned(file) {
  try {
    return !isAlive(Number(readFileSync(file, 'utf8'))) || Date.now() - statSync(file).mtimeMs > SILENCE_MS;
  } catch {
    return false;
  }
}

/** What killed builds left behind; their names tell the process. */
function removeLeftovers() {
  for (const name of readdirSync(root)) {
    const pid = /^\.dist-(\d+)/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(root, name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}

async function build(fingerprint) {
  if (!existsSync(compiler))
    throw new Error('dist is missing or out of date, and there is no compiler: run npm ci');
  const name = `.dist-${process.pid}`;
  const out = join(root, name);
  const config = `${name}.tsconfig.json`;
  console.error('Building dist …');
  try {
    // Beside dist, at the same depth: the source maps hold relative paths.
    writeFileSync(
      join(root, config),
      JSON.stringify({ extends: './tsconfig.build.json', compilerOptions: { outDir: `./${name}` } }),
    );
    await run(process.execPath, [compiler, 'build', '--path', config]);
    writeFileSync(join(out, '.fingerprint'), fingerprint);
    replaceDist(out, fingerprint);
  } finally {
    rmSync(join(root, config), { force: true });
    rmSync(out, { recursive: true, force: true });
  }
}

function run(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    const stop = (signal) => child.kill(signal);
    process.once('SIGINT', stop).once('SIGTERM', stop);
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`the build failed (${signal ?? `exit code ${code}`})`)),
    );
  });
}

function replaceDist(out, fingerprint) {
  const old = `${out}.old`;
  try {
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(out, dist);
  } catch (error) {
    // Where another build of the same sources was faster, its dist is as good.
    if (!isBuiltFrom(fingerprint)) throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

const fingerprint = fingerprintOfSources();
if (!isBuiltFrom(fingerprint)) {
  try {
    await buildOnce(fingerprint);
  } catch (error) {
    const hint = ['EACCES', 'EPERM', 'EROFS'].includes(error.code)
      ? 'dist is missing or out of date, and this user may not write here: build as the owner of the checkout. '
      : '';
    console.error(`${hint}${error.message}`);
    process.exitCode = 1;
  }
}
