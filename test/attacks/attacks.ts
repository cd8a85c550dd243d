/**
 * `npm run test:attacks`: what the program does when someone sends what costs the most. It prints a table of attacks with
 * the status that each got and the longest time that the process answered nobody, and exits with 1 where a limit is broken.
 * `-- WORD` runs the attacks with this word in their name.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/platform/embedded/embedded-postgres.js';
import { serve } from '../load/processes.js';
import { Attacker } from './attacker.js';
import { FILES, HOSTILE_SERIES } from './files.js';
import { Pings } from './pings.js';
import { RULES } from './rules.js';

const LONGEST_BLOCK_MS = 200;
const READERS = 10;
const PREVIEWS = 20;

interface Attack {
  readonly name: string;
  readonly octets: number;
  /** Sends it, and tells the statuses that it got. */
  readonly send: () => Promise<readonly number[]>;
}

interface Row {
  readonly name: string;
  readonly octets: number;
  readonly statuses: string;
  readonly seconds: number;
  readonly blockMs: number;
  readonly holds: boolean;
}

function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function attacksOn(attacker: Attacker): Promise<Attack[]> {
  const files = FILES.map(([name, text]) => ({
    name: `file: ${name}`,
    octets: Buffer.byteLength(text),
    send: async () => [await attacker.importFile(text)],
  }));
  const several = FILES.slice(0, 12).map(([, text]) => text);
  const hostile = await attacker.addCalendar();
  const feed = await attacker.feed();
  const reads: [string, string][] = [
    ['a month of a hostile calendar', `/widgets/${hostile}/events?from=2026-03-01&to=2026-04-01&limit=5000`],
    ['the data of a hostile calendar', `/widgets/${hostile}/data`],
    ['an agenda of a hostile calendar', '/agenda?from=2026-03-01&before=2026-04-01'],
  ];
  return [
    ...files,
    {
      name: 'files: twelve at once',
      octets: several.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
      send: () => Promise.all(several.map((text) => attacker.importFile(text))),
    },
    {
      name: 'feed: fill a calendar with hostile series',
      octets: Buffer.byteLength(HOSTILE_SERIES),
      send: async () => [await attacker.importFile(HOSTILE_SERIES, hostile)],
    },
    {
      name: 'feed: ten first readers at once',
      octets: 0,
      send: () => Promise.all(Array.from({ length: READERS }, () => attacker.read(feed))),
    },
    {
      name: 'feed: ten later readers at once',
      octets: 0,
      send: () => Promise.all(Array.from({ length: READERS }, () => attacker.read(feed))),
    },
    ...reads.map(([name, path]) => ({
      name: `read: ${name}`,
      octets: 0,
      send: async () => [await attacker.get(path)],
    })),
    ...RULES.map(([name, rule]) => ({
      name: `preview: ${name}, twenty at once`,
      octets: rule.length * PREVIEWS,
      send: () => Promise.all(Array.from({ length: PREVIEWS }, () => attacker.preview(rule))),
    })),
    ...RULES.map(([name, rule]) => ({
      name: `tasks: ${name}, twenty at once`,
      octets: rule.length * PREVIEWS,
      send: () => Promise.all(Array.from({ length: PREVIEWS }, () => attacker.addTask(rule))),
    })),
    {
      name: 'read: an agenda of hostile tasks',
      octets: 0,
      send: async () => [await attacker.get('/agenda?from=2026-03-01&before=2026-04-01')],
    },
  ];
}

async function measured({ name, octets, send }: Attack, pings: Pings): Promise<Row> {
  await pings.takeLongest();
  const began = performance.now();
  const statuses = await send();
  const seconds = (performance.now() - began) / 1_000;
  const blockMs = await pings.takeLongest();
  const isAnswered = statuses.every((status) => status < 500 || status === 503);
  const distinct = [...new Set(statuses)].sort().join(' ');
  return {
    name,
    octets,
    statuses: distinct,
    seconds,
    blockMs,
    holds: isAnswered && blockMs <= LONGEST_BLOCK_MS,
  };
}

function lineOf({ name, octets, statuses, seconds, blockMs, holds }: Row): string {
  const size = octets < 100_000 ? `${octets} B` : `${(octets / 1e6).toFixed(1)} MB`;
  return `| ${name} | ${size} | ${statuses} | ${seconds.toFixed(1)} | ${Math.round(blockMs)} | ${holds ? 'yes' : 'NO'} |`;
}

async function run(): Promise<boolean> {
  const word = process.argv[2] ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'brainboard-attacks-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data') });
  const env = {
    DATABASE_URL: postgres.url,
    NODE_ENV: 'production',
    JWT_SECRET: 'a key that only the attacks use, long enough',
    JWT_ACCESS_TTL: '86400',
    RATE_LIMIT: 'off',
    ROLE: 'api',
    DATA_DIR: join(folder, 'api'),
  };
  try {
    const server = await serve(['dist/src/main.js'], env, '/health/ready');
    const pings = new Pings(server.url);
    try {
      const attacks = await attacksOn(await Attacker.signUp(server.url));
      printLine('| attack | size | status | seconds | longest block in ms | holds |');
      printLine('|---|---|---|---|---|---|');
      const rows: Row[] = [];
      for (const attack of attacks.filter(({ name }) => name.includes(word))) {
        const row = await measured(attack, pings);
        printLine(lineOf(row));
        rows.push(row);
      }
      return rows.every(({ holds }) => holds);
    } finally {
      await pings.stop();
      await server.stop();
    }
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = (await run()) ? 0 : 1;
