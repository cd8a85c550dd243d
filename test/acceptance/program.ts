import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { TokensView } from '../../src/modules/auth/auth.contract.js';
import type { UserView } from '../../src/modules/users/users.contract.js';
import { buildRegistration, type Person } from '../factories/users.js';
import { ApiClient } from '../support/api-client.js';

type Variables = Readonly<Record<string, string>>;

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What every program here is told; a test says the rest. */
const BASE = {
  PATH: process.env.PATH,
  NODE_ENV: 'test',
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: 'warn',
  RATE_LIMIT: 'off',
  BCRYPT_COST: '4',
  OUTBOUND_ALLOW: '127.0.0.0/8',
};

/** Without this, a program with a database of its own would keep a secret in the working folder. */
export const SHARED_SECRET = { JWT_SECRET: 'a key that only tests use, long enough for the rules' };

const programs = new Set<Program>();

/** The compiled program in a process of its own. */
export class Program {
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  private text = '';

  private constructor(private readonly child: ChildProcess) {
    programs.add(this);
    for (const stream of [child.stdout!, child.stderr!])
      stream.setEncoding('utf8').on('data', (part: string) => {
        this.text += part;
        child.emit('said');
      });
    this.ended = once(child, 'close').then(([code, signal]: (number | string | null)[]) => code ?? signal!);
  }

  /** Runs it with these variables; a person's or an operator's environment has others, which it is not given. */
  static run(variables: Variables, args: readonly string[] = ['main.js']): Program {
    const [script = 'main.js', ...rest] = args;
    const child = spawn(process.execPath, [`${root}dist/src/${script}`, ...rest], {
      cwd: tmpdir(),
      env: { ...BASE, ...('DATABASE_URL' in variables ? SHARED_SECRET : {}), ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Program(child);
  }

  /** Runs a server and waits until it says that it is ready; throws with what it said where it ends before. */
  static async serve(variables: Variables, script = 'main.js'): Promise<Program> {
    const program = Program.run(variables, [script]);
    await program.says(/Brainboard is ready/);
    return program;
  }

  /** What it has said so far, on both streams. */
  get output(): string {
    return this.text;
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Its address, once it is ready. */
  get url(): string {
    const port = /http:\/\/localhost:(\d+)/.exec(this.text)?.[1];
    if (port === undefined) throw new Error(`it has not said its address: ${this.text}`);
    return `http://127.0.0.1:${port}`;
  }

  /** Its API, as nobody yet. */
  get api(): ApiClient {
    return new ApiClient(this.url);
  }

  /** Waits until it has said something; throws where it ends without. */
  async says(words: RegExp): Promise<void> {
    const isOver = this.ended.then(() => true);
    while (!words.test(this.text)) {
      const said = once(this.child, 'said').then(() => false);
      if ((await Promise.race([isOver, said])) && !words.test(this.text))
        throw new Error(`it ended without saying ${words.source}: ${this.text}`);
    }
  }

  /** Sends a signal, and waits for the end. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | string> {
    this.send(signal);
    return this.ended;
  }

  send(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Closes our ends of its streams, as whoever reads a program's log does by dying. */
  closeStreams(): void {
    for (const stream of [this.child.stdout!, this.child.stderr!]) stream.destroy();
  }

  /** Reads nothing more of what it says, until it ends. */
  stopReading(): void {
    for (const stream of [this.child.stdout!, this.child.stderr!]) stream.pause();
  }

  /** Registers somebody new. */
  async signUp(): Promise<Person> {
    const registration = buildRegistration();
    const { data } = await this.api.post<{ user: UserView; tokens: TokensView }>(
      '/auth/register',
      registration,
    );
    const { id } = data.user;
    return { ...registration, ...data, id, api: this.api.as(data.tokens.accessToken) };
  }

  /** What a probe answers; undefined where nobody listens. */
  async probe(path: string): Promise<Probe | undefined> {
    const response = await fetch(`${this.url}${path}`).catch(() => undefined);
    return response && { status: response.status, body: (await response.json()) as ProbeBody };
  }
}

/** A probe's answer. */
export interface Probe {
  readonly status: number;
  readonly body: ProbeBody;
}

interface ProbeBody {
  readonly status: string;
  readonly details: Readonly<Record<string, { readonly state: string; readonly kind: string }>>;
}

/** Ends every program that a test left running, as a crash would. */
export async function endAll(): Promise<void> {
  await Promise.all([...programs].map((program) => program.end('SIGKILL')));
  programs.clear();
}
