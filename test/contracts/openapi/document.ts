import { readFileSync } from 'node:fs';

/** Any JSON object of the document. */
export type Json = Record<string, unknown>;

/** A parameter as the document has it. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly deprecated?: boolean;
  readonly description?: string;
  readonly schema: Json;
}

/** A body of a certain type. */
export interface Media {
  readonly schema?: Json;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

/** An answer as the document has it. */
export interface DocumentedResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, Json>>;
  readonly content?: Readonly<Record<string, Media>>;
}

interface OperationJson {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Record<string, Media> };
  readonly responses: Readonly<Record<string, DocumentedResponse | { readonly $ref: string }>>;
  readonly security?: readonly Json[];
}

interface DocumentJson extends Json {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationJson>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Json>>;
    readonly responses?: Readonly<Record<string, DocumentedResponse>>;
  };
}

/** One operation, its references followed. */
export interface Operation extends Omit<OperationJson, 'responses' | 'parameters' | 'requestBody'> {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly responses: ReadonlyMap<number, DocumentedResponse>;
  /** The JSON body that it takes. */
  readonly body: Media | undefined;
  /** The file that it takes instead. */
  readonly file: { readonly type: string; readonly example: string } | undefined;
  readonly isClosed: boolean;
}

const REFERENCE = /^#\/components\/(schemas|responses|headers)\/([\w-]+)$/;

/** The OpenAPI document that a server hands out. */
export class ApiDocument {
  readonly operations: readonly Operation[];

  constructor(readonly json: DocumentJson) {
    this.operations = Object.entries(json.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, facts]) => this.toOperation(path, method, facts)),
    );
  }

  /** The document as `npm run docs` wrote it. */
  static read(): ApiDocument {
    return new ApiDocument(JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as DocumentJson);
  }

  static async of(server: { readonly url: string }): Promise<ApiDocument> {
    const response = await fetch(`${server.url}/docs-json`);
    return new ApiDocument((await response.json()) as DocumentJson);
  }

  operation(id: string): Operation {
    const operation = this.operations.find((candidate) => candidate.id === id);
    if (!operation) throw new Error(`the document has no operation ${id}`);
    return operation;
  }

  /** What a reference names. */
  resolve(reference: string): unknown {
    const [, kind, name] = REFERENCE.exec(reference) ?? [];
    const found = kind === undefined ? undefined : this.json.components[kind as 'schemas'][name!];
    if (found === undefined) throw new Error(`${reference} names nothing`);
    return found;
  }

  /** The schema itself, or what it refers to. */
  followed(schema: Json): Json {
    return typeof schema.$ref === 'string' ? this.followed(this.resolve(schema.$ref) as Json) : schema;
  }

  /** The properties of a schema and of its variants, its references followed. */
  propertiesOf(schema: Json = {}): Readonly<Record<string, Json>> {
    const { properties, oneOf = [] } = this.followed(schema);
    const variants = (oneOf as Json[]).map((variant) => this.propertiesOf(variant));
    return Object.assign({}, ...variants, properties) as Record<string, Json>;
  }

  /** The schema, or the variants that it is a choice of, references followed. */
  variantsOf(schema: Json): readonly Json[] {
    const { oneOf, ...plain } = this.followed(schema);
    return oneOf ? (oneOf as Json[]).flatMap((variant) => this.variantsOf(variant)) : [plain];
  }

  private toOperation(path: string, method: string, facts: OperationJson): Operation {
    const responses = Object.entries(facts.responses).map(
      ([status, response]) =>
        [
          Number(status),
          ('$ref' in response ? this.resolve(response.$ref) : response) as DocumentedResponse,
        ] as const,
    );
    return {
      ...facts,
      id: facts.operationId ?? `${method} ${path}`,
      method: method.toUpperCase(),
      path,
      parameters: facts.parameters ?? [],
      responses: new Map(responses),
      body: facts.requestBody?.content['application/json'],
      file: fileOf(facts.requestBody?.content ?? {}),
      isClosed: (facts.security ?? []).length > 0,
    };
  }
}

function fileOf(content: Readonly<Record<string, Media>>): Operation['file'] {
  const [type, media] = Object.entries(content).find(([name]) => name !== 'application/json') ?? [];
  return type === undefined ? undefined : { type, example: String(media?.schema?.example) };
}

/** The operation's parameters of one kind. */
export function parametersIn({ parameters }: Operation, place: Parameter['in']): readonly Parameter[] {
  return parameters.filter((parameter) => parameter.in === place);
}

/** The status of an operation's success; the document must name exactly one. */
export function successOf({ id, responses }: Operation): number {
  const successes = [...responses.keys()].filter((status) => status < 300);
  if (successes.length !== 1) throw new Error(`${id} documents ${successes.join(', ') || 'no success'}`);
  return successes[0]!;
}
