import assert from 'node:assert/strict';
import { startCompiledServer } from '../../support/compiled-server.js';
import type { Person } from '../../factories/users.js';
import { OpenMeteoServer } from '../../providers/open-meteo-server.js';
import { ApiDocument, type Operation } from './document.js';
import { RECIPES, type Ingredients } from './recipes.js';
import { fingerprints } from './rows.js';
import { Schemas } from './schemas.js';
import { send, type WireAnswer, type WireRequest } from './wire.js';
import { leave, populate, type World } from './world.js';

/** A request for an operation that can still be changed. */
export interface Prepared {
  readonly operation: Operation;
  readonly person: Person;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** How to send a prepared request otherwise than it is. */
export interface Variation {
  /** The bearer token; null for none. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** From the question mark on. */
  readonly query?: string;
}

/** A running server, what it holds, and what its document promises. */
export class Contract {
  private constructor(
    readonly document: ApiDocument,
    readonly schemas: Schemas,
    readonly world: World,
    private readonly places: OpenMeteoServer,
  ) {}

  static async start(env?: Record<string, string>): Promise<Contract> {
    const places = await new OpenMeteoServer().start();
    const server = await startCompiledServer({ OPEN_METEO_GEOCODING_URL: places.url, ...env });
    // Compiling the schemas takes longer than the server keeps a connection for the next request: the world comes first.
    const world = await populate(server);
    const document = await ApiDocument.of(server);
    return new Contract(document, new Schemas(document), world, places);
  }

  async stop(): Promise<void> {
    await leave(this.world);
    await this.places.close();
  }

  /** A valid request for the operation. */
  async prepare(id: string): Promise<Prepared> {
    const operation = this.document.operation(id);
    const recipe = RECIPES[id];
    if (!recipe) throw new Error(`there is no recipe for ${id}`);
    const ingredients: Ingredients = await recipe(this.world);
    const example = operation.body?.example as Record<string, unknown> | undefined;
    return {
      operation,
      person: ingredients.person ?? this.world.owner,
      path: operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = ingredients.ids?.[name];
        if (value === undefined) throw new Error(`the recipe of ${id} has no ${name}`);
        return value;
      }),
      body: example && { ...example, ...ingredients.body },
    };
  }

  /** Sends it, and holds the answer to the document: its status, its type, its body. */
  async ask(prepared: Prepared, variation: Variation = {}): Promise<WireAnswer> {
    const answer = await this.send(toWire(prepared, variation));
    const problems = this.schemas.problemsOfAnswer(prepared.operation, answer);
    if (problems.length > 0)
      throw new Error(
        `${prepared.operation.id} answered ${answer.status} ${answer.text}\n${problems.join('\n')}`,
      );
    return answer;
  }

  /** Does something with a fresh request of each of these operations; a fault says whose it is. */
  async forEach(
    applies: (operation: Operation) => boolean,
    check: (prepared: Prepared) => Promise<void>,
  ): Promise<void> {
    const operations = this.document.operations.filter(applies);
    if (operations.length === 0) throw new Error('there is no such operation');
    for (const { id } of operations) {
      const prepared = await this.prepare(id);
      await check(prepared).catch((cause: unknown) => {
        throw new Error(`${id}: ${String(cause)}`, { cause });
      });
    }
  }

  /** Does something that must change no row. */
  async unchanged<T>(work: () => Promise<T>): Promise<T> {
    const before = await fingerprints(this.world.database);
    const result = await work();
    assert.deepEqual(await fingerprints(this.world.database), before);
    return result;
  }

  /** Sends anything. */
  send(request: WireRequest): Promise<WireAnswer> {
    return send(this.world.server.url, request);
  }
}

/** The request as it goes out. */
export function toWire(
  { operation, person, path, body }: Prepared,
  { token = person.tokens.accessToken, headers, query = '', ...given }: Variation = {},
): WireRequest {
  const file = 'body' in given ? undefined : operation.file;
  const content = 'body' in given ? given.body : body;
  return {
    method: operation.method,
    path: path + query,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(file ? { 'content-type': file.type } : {}),
      ...headers,
    },
    body: file ? file.example : content === undefined ? undefined : JSON.stringify(content),
  };
}
