import { OF_WIDGET_TYPE } from '../../modules/widgets/of-widget-type.contract.js';
import type { WidgetType } from '../../modules/widgets/widget-type.contract.js';
import { describeDefault } from './requests.js';
import { child, isJson, type Json } from './walk.js';

/** The schemas that types contribute, by the part of a widget that they describe. */
type SchemaOf = (type: WidgetType, part: unknown) => Json;

/**
 * Gives what depends on a widget's type the schemas of the types. A class with a `type` becomes one class for each type,
 * told apart by that property; without one it is any of them. Requests may give settings in part.
 */
export function describeWidgetTypes(
  schemas: Json,
  requests: ReadonlySet<Json>,
  types: readonly WidgetType[],
): void {
  const inAnswers: SchemaOf = (type, part) =>
    refer(part === 'data' ? type.dataResponse.name : type.settings.name);
  const inRequests: SchemaOf = (type) => refer(partialOf(type.settings.name, schemas));
  for (const [name, schema] of Object.entries(schemas)) {
    if (!isJson(schema)) continue;
    const schemaOf = requests.has(schema) ? inRequests : inAnswers;
    if (schema[OF_WIDGET_TYPE] !== undefined) {
      const anyOf = types.map((type) => schemaOf(type, schema[OF_WIDGET_TYPE]));
      replace(schema, { description: schema.description, anyOf });
    } else if (typedPropertiesOf(schema).length > 0) {
      if (isJson(child(schema, 'properties').type)) split(name, schema, types, schemas, schemaOf);
      else replace(schema, withTypes(schema, types, schemaOf));
    }
  }
}

/** Replaces a schema by a union of one for each type. */
function split(
  name: string,
  schema: Json,
  types: readonly WidgetType[],
  schemas: Json,
  schemaOf: SchemaOf,
): void {
  const names = types.map(({ key }) => key.charAt(0).toUpperCase() + key.slice(1) + name);
  types.forEach((type, i) => {
    const variant = withTypes(schema, [type], schemaOf);
    const properties = child(variant, 'properties');
    properties.type = { ...child(properties, 'type'), enum: [type.key], example: type.key };
    schemas[names[i] ?? ''] = variant;
  });
  const mapping = Object.fromEntries(types.map(({ key }, i) => [key, refer(names[i] ?? '').$ref]));
  replace(schema, {
    description: schema.description,
    oneOf: names.map(refer),
    discriminator: { propertyName: 'type', mapping },
  });
}

/** A copy in which the properties that depend on the type have the schemas of these types. */
function withTypes(schema: Json, types: readonly WidgetType[], schemaOf: SchemaOf): Json {
  const properties = { ...child(schema, 'properties') };
  for (const [name, { description, type: jsonType, [OF_WIDGET_TYPE]: part }] of typedPropertiesOf(schema)) {
    const either = types.map((type) => schemaOf(type, part));
    if (Array.isArray(jsonType) && jsonType.includes('null')) either.push({ type: 'null' });
    properties[name] = { description, ...(either.length === 1 ? either[0] : { anyOf: either }) };
  }
  return { ...schema, properties };
}

function typedPropertiesOf({ properties }: Json): [string, Json][] {
  return Object.entries(isJson(properties) ? properties : {}).filter(
    (entry): entry is [string, Json] => isJson(entry[1]) && entry[1][OF_WIDGET_TYPE] !== undefined,
  );
}

/** The name of the settings as requests give them: what is left out stays, null resets to the default. */
function partialOf(name: string, schemas: Json): string {
  const partial = `${name}Request`;
  const settings = child(schemas, name);
  const properties = Object.entries(child(settings, 'properties'));
  schemas[partial] ??= {
    ...settings,
    required: undefined,
    additionalProperties: false,
    properties: Object.fromEntries(properties.map(([key, value]) => [key, orNull(value)])),
  };
  return partial;
}

function orNull(schema: unknown): unknown {
  if (!isJson(schema)) return schema;
  const { type, enum: values } = schema;
  const nullable: Json = {
    ...schema,
    type: [type, 'null'].flat(),
    ...(Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {}),
  };
  describeDefault(nullable, nullable);
  return nullable;
}

function refer(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

function replace(schema: Json, by: Json): void {
  const entries = Object.entries({ ...by });
  for (const key of Object.keys(schema)) Reflect.deleteProperty(schema, key);
  Object.assign(schema, Object.fromEntries(entries.filter(([, value]) => value !== undefined)));
}
