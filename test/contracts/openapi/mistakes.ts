import type { ApiDocument, Json } from './document.js';

/** A body with one wrong field. */
export interface Mistake {
  /** The path of the field as details name it, such as `freezes[0].from`. */
  readonly field: string;
  readonly kind: 'missing' | JsonType;
  readonly body: Json;
}

/** A value of each type, in the order in which they are tried. */
const VALUES = {
  null: null,
  boolean: true,
  number: 7.25,
  string: 'some text',
  array: [{}],
  object: { key: 1 },
} as const;

type JsonType = keyof typeof VALUES;

interface Schema {
  readonly properties?: Record<string, Json>;
  readonly required?: readonly string[];
  readonly discriminator?: { readonly propertyName: string; readonly mapping: Record<string, string> };
}

/** Puts something in the place of a field of a body; undefined takes the field away. */
type Place = (value: unknown) => Json;

/** Every way to leave out, empty or mistype one field of a valid body, nested fields and items of arrays included. */
export class Mistakes {
  constructor(private readonly document: ApiDocument) {}

  ofBody(schema: Json, body: Json): Mistake[] {
    return this.ofObject(schema, body, '', (value) => value as Json);
  }

  /** In the fields of an object that is itself one field of a body. */
  ofObject(schema: Json, valid: Json, path: string, place: Place): Mistake[] {
    const { properties = {}, required = [], discriminator } = this.document.followed(schema) as Schema;
    if (discriminator) {
      const { propertyName: name, mapping } = discriminator;
      return Object.entries(mapping).flatMap(([value, $ref]) =>
        this.ofObject({ $ref }, withField(valid, name, value), path, place),
      );
    }
    return Object.entries(properties).flatMap(([name, property]) => {
      const field = path === '' ? name : `${path}.${name}`;
      const put: Place = (value) => place(withField(valid, name, value));
      const missing: Mistake[] = required.includes(name)
        ? [{ field, kind: 'missing', body: put(undefined) }]
        : [];
      return [...missing, ...this.ofField(property, valid[name], field, put)];
    });
  }

  private ofField(schema: Json, valid: unknown, field: string, put: Place): Mistake[] {
    const types = this.typesOf(schema);
    const isAnyText = !this.isFormatted(schema);
    const mistyped = Object.entries(VALUES)
      .filter(([type]) => types.size > 0 && !(types.has(type) && (type !== 'string' || isAnyText)))
      .map(([type, value]): Mistake => ({ field, kind: type as JsonType, body: put(value) }));
    return [...mistyped, ...this.within(this.document.followed(schema), valid, field, put)];
  }

  private within(schema: Json, valid: unknown, field: string, put: Place): Mistake[] {
    if (schema.items !== undefined) {
      const items = schema.items as Json;
      const [first] = Array.isArray(valid) ? (valid as unknown[]) : [];
      const item = first ?? this.exampleOf(items);
      const others = Array.from({ length: Number(schema.minItems ?? 1) - 1 }, (_, i) => `item ${i}`);
      return this.ofField(items, item, `${field}[0]`, (value) => put([value, ...others]));
    }
    const example = (valid ?? this.exampleOf(schema)) as Json;
    return schema.properties === undefined ? [] : this.ofObject(schema, example, field, put);
  }

  /** A valid object, from what the document says of its fields. */
  exampleOf(schema: Json): Json {
    return Object.fromEntries(
      Object.entries(this.document.propertiesOf(schema)).map(
        ([name, { example, default: usual, minimum }]) => [name, example ?? usual ?? minimum] as const,
      ),
    );
  }

  /** Whether a text must be one of a few, or of a form that the document names. */
  private isFormatted(given: Json): boolean {
    const { format, enum: values, oneOf, anyOf, allOf } = this.document.followed(given);
    const alternatives = [oneOf, anyOf, allOf].flatMap((list) => (list ?? []) as Json[]);
    return (format ?? values) !== undefined || alternatives.some((one) => this.isFormatted(one));
  }

  /** The JSON types that a schema takes; none where it doesn't say. */
  private typesOf(given: Json): Set<string> {
    const schema = this.document.followed(given);
    const alternatives = [schema.oneOf, schema.anyOf, schema.allOf].flatMap((list) => (list ?? []) as Json[]);
    const own = [schema.type ?? []].flat() as string[];
    const listed = ((schema.enum ?? []) as unknown[]).map(typeOf);
    const types = [...own, ...listed, ...alternatives.flatMap((one) => [...this.typesOf(one)])];
    return new Set(types.map((type) => (type === 'integer' ? 'number' : type)));
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function withField(object: Json, name: string, value: unknown): Json {
  const others = Object.entries(object).filter(([key]) => key !== name);
  return Object.fromEntries(value === undefined ? others : [...others, [name, value]]);
}
