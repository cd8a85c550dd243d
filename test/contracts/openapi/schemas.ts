import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { ApiDocument, Json, Media, Operation } from './document.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

const isDay = (text: string): boolean =>
  DAY.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
const isMoment = (text: string): boolean => MOMENT.test(text) && !Number.isNaN(Date.parse(text));

/** Holds bodies to the document: what it does not name is a fault. */
export class Schemas {
  private readonly ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  private readonly compiled = new Map<Json, ValidateFunction>();

  constructor(private readonly document: ApiDocument) {
    this.ajv.addVocabulary(['example', 'discriminator']);
    this.ajv.addFormat('uuid', UUID);
    this.ajv.addFormat('date', isDay);
    this.ajv.addFormat('date-time', isMoment);
    const schemas = Object.entries(document.json.components.schemas);
    this.ajv.addSchema({
      $id: 'components',
      $defs: Object.fromEntries(schemas.map(([name, schema]) => [name, this.closed(schema, false)])),
    });
  }

  /** What is wrong with a value; a schema that is none throws. */
  problems(schema: Json, value: unknown): string[] {
    const validate = this.compiled.get(schema) ?? this.ajv.compile(this.closed(schema, true));
    this.compiled.set(schema, validate);
    validate(value);
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${instancePath || 'the body'} ${message ?? ''} ${JSON.stringify(params)}`,
    );
  }

  /** What is wrong with an answer's status, type or body. */
  problemsOfAnswer(operation: Operation, { status, type, body }: TypedAnswer): string[] {
    const response = operation.responses.get(status);
    if (!response) return [`${status} is not documented`];
    const { content = {} } = response;
    if (Object.keys(content).length === 0) return body === undefined ? [] : ['a body is not documented'];
    const media: Media | undefined = content[type];
    return media?.schema ? this.problems(media.schema, body) : [`${status} as ${type} is not documented`];
  }

  /** The schema with every object that names its properties closed to others, also through references and `allOf`. */
  private closed(schema: Json, isWhole: boolean): Json {
    const copy: Json = { ...schema };
    if (typeof schema.$ref === 'string')
      copy.$ref = schema.$ref.replace('#/components/schemas/', 'components#/$defs/');
    for (const key of ['items', 'additionalProperties']) {
      if (isObject(schema[key])) copy[key] = this.closed(schema[key], true);
    }
    if (isObject(schema.properties)) copy.properties = this.closedEach(schema.properties);
    for (const key of ['anyOf', 'oneOf', 'allOf']) {
      if (!Array.isArray(schema[key])) continue;
      copy[key] = (schema[key] as Json[]).map((member) => this.closed(member, key !== 'allOf'));
    }
    if (isWhole && this.namesProperties(schema))
      Object.assign(copy, { type: schema.type ?? 'object', unevaluatedProperties: false });
    return copy;
  }

  private closedEach(properties: Json): Json {
    return Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, this.closed(property as Json, true)]),
    );
  }

  private namesProperties(schema: Json): boolean {
    const { properties, allOf } = this.document.followed(schema);
    return properties !== undefined || allOf !== undefined;
  }
}

/** An answer as far as schemas are about it. */
export interface TypedAnswer {
  readonly status: number;
  /** The media type without its parameters. */
  readonly type: string;
  readonly body: unknown;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
