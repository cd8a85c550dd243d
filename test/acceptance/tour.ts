import { spawn } from 'node:child_process';

/** A line of a shell that a document shows, and the answer that it shows below. */
export interface Step {
  readonly line: string;
  readonly example: unknown;
}

/** What a line of a shell came to. */
export interface Result {
  readonly line: string;
  readonly code: number;
  readonly output: string;
}

const BLOCK = /^```(sh|json)\n(.*?)^```$/gms;

/** The lines of the shell blocks of a chapter; a JSON block is the answer to the last line before it. */
export function stepsOf(document: string, chapter: string): Step[] {
  const [, text = ''] = document.split(new RegExp(`^## ${chapter}$`, 'm'));
  const [own = ''] = text.split(/^## /m);
  const steps: Step[] = [];
  for (const [, language, block = ''] of own.matchAll(BLOCK)) {
    const last = steps.at(-1);
    if (language === 'sh') steps.push(...linesOf(block).map((line) => ({ line, example: undefined })));
    else if (last) steps[steps.length - 1] = { ...last, example: JSON.parse(block) as unknown };
  }
  return steps;
}

/** A line ends where no backslash says that it goes on. */
function linesOf(block: string): string[] {
  return block.split(/(?<!\\)\n/).filter((line) => line.trim() !== '');
}

/** Types the lines into one shell, each after the one before has ended. */
export async function typed(lines: readonly string[], cwd: string): Promise<Result[]> {
  const shell = spawn('sh', { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [shell.stdout, shell.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
  const ended = new Promise((resolve) => shell.once('close', resolve));
  shell.stdin.end(lines.map((line) => `${line}\nprintf '\\001%s\\002' "$?"\n${valueOf(line)}\n`).join(''));
  await ended;
  const outputs = text.split(/\u0003/);
  return lines.map((line, i) => {
    const [, output = '', code = 'NaN', value = ''] =
      /^(.*)\u0001(\d+)\u0002(.*)$/s.exec(outputs[i] ?? '') ?? [];
    return { line, code: Number(code), output: output + value };
  });
}

/** Shows what a line has put into a variable, for that is all that it does. */
function valueOf(line: string): string {
  const [, name] = /^(\w+)=/.exec(line) ?? [];
  return name === undefined ? `printf '\\003'` : `printf '%s\\003' "$${name}"`;
}

const MAPS = new Set(['byFrequency', 'byType', 'byPriority']);

/** Keys of an example that the answer does not have; the keys of counts by a name are data. */
export function strangeKeys(example: unknown, answer: unknown, path = ''): string[] {
  if (Array.isArray(example)) {
    const items = Array.isArray(answer) ? (answer as unknown[]) : [];
    return example.flatMap((item, i) => {
      const found = items.map((other) => strangeKeys(item, other, `${path}[${i}]`));
      return isRecord(item) ? (found.sort((a, b) => a.length - b.length)[0] ?? [`${path}[${i}]`]) : [];
    });
  }
  if (!isRecord(example)) return [];
  if (!isRecord(answer)) return [path];
  return Object.entries(example).flatMap(([key, value]) => {
    const field = `${path}.${key}`;
    if (!(key in answer)) return [field];
    return MAPS.has(key) ? [] : strangeKeys(value, answer[key], field);
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
