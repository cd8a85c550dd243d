import { applyDecorators, HttpCode, SetMetadata, type Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import {
  ApiExtraModels,
  ApiOperation,
  ApiProduces,
  ApiProperty,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import type { AppError } from '../errors/app-error.js';
import type { RequestClass } from './rate-limit.js';

/** Metadata key that the envelope interceptor reads. */
export const ENDPOINT = 'http:endpoint';

/** What one route promises. */
export interface EndpointFacts {
  /** Operation id: how clients call it, such as `completeTask`. */
  readonly id: string;
  /** One line of the reference. */
  readonly summary: string;
  readonly description?: string;
  /** The envelope's `message`. */
  readonly message: string;
  readonly status?: 200 | 201 | 202;
  /** Class of `data`; in brackets where `data` is a plain array of it; null where there is no data. */
  readonly returns: Type | readonly [Type] | null;
  /** Whether `data` is one page of a list, with `meta.pagination`. */
  readonly paged?: boolean;
  /** Class of what is in `meta` beside what every answer has there. */
  readonly meta?: Type;
  /** Where the new or watched thing is, below `/api/v1`; `{id}` is taken from `data`. */
  readonly location?: string;
  /** Whether `data` has a `version`: it becomes the `ETag`, and a change may say `If-Match`. */
  readonly versioned?: boolean;
  /** Fields of `data` that change without a new `version`; the `ETag` depends on them too. */
  readonly volatile?: readonly string[];
  /** Whether the answer has a weak `ETag` of its own, and `If-None-Match` is honoured. */
  readonly tagged?: boolean;
  /** Whether fields of a body that the method does not take are ignored instead of refused. */
  readonly ignoresBody?: boolean;
  /** What its requests are limited as; by default as reads or writes, by the method. */
  readonly limit?: RequestClass;
  /** An example of the events, where the answer is a stream of them instead of an envelope. */
  readonly events?: string;
  /** The errors that are this route's own, one of each as an example; those of its shape are documented without it. */
  readonly failures?: readonly AppError[];
}

/** What the interceptor and the reference know of a route. */
export interface Route extends EndpointFacts {
  /** Class of its body, and of its query; without one there is no field or parameter that could be read. */
  readonly body: Type<object> | undefined;
  readonly query: Type<object> | undefined;
}

const routes = new Map<string, Route>();

/** The route with that operation id. */
export function routeOf(operationId: unknown): Route | undefined {
  return typeof operationId === 'string' ? routes.get(operationId) : undefined;
}

/** Tells the reference, the envelope and the status code of a route in one place. */
export function Endpoint(facts: EndpointFacts): MethodDecorator {
  const status = facts.status ?? 200;
  const model = classOf(facts.returns);
  const body =
    facts.events === undefined
      ? { type: envelopeOf(facts) }
      : { schema: { type: 'string', example: facts.events } };
  return applyDecorators(
    describeRoute(facts),
    HttpCode(status),
    ApiOperation({
      operationId: facts.id,
      summary: facts.summary,
      ...(facts.description ? { description: facts.description } : {}),
    }),
    ApiExtraModels(...[model, facts.meta].filter((type) => type != null)),
    ApiResponse({ status, description: facts.message, ...headersOf(facts), ...body }),
    ...(facts.events === undefined ? [] : [ApiProduces('text/event-stream')]),
  );
}

/** The decorators of a method's parameters have run before this one, so what it takes is known. */
function describeRoute(facts: EndpointFacts): MethodDecorator {
  return (target, key, method) => {
    const taken = (kind: RouteParamtypes): Type<object> | undefined => {
      const parameters: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, target.constructor, key);
      const [name] = Object.keys(parameters ?? {}).filter((one) => one.startsWith(`${kind}:`));
      const types: unknown = Reflect.getMetadata('design:paramtypes', target, key);
      const type: unknown = Array.isArray(types) ? types[Number(name?.split(':')[1])] : undefined;
      return isClass(type) ? type : undefined;
    };
    const route = { ...facts, body: taken(RouteParamtypes.BODY), query: taken(RouteParamtypes.QUERY) };
    if (routes.has(facts.id)) throw new Error(`two operations are called ${facts.id}`);
    routes.set(facts.id, route);
    SetMetadata(ENDPOINT, route satisfies Route)(target, key, method);
  };
}

function isClass(type: unknown): type is Type<object> {
  return typeof type === 'function';
}

function classOf(returns: EndpointFacts['returns']): Type | null {
  if (returns === null) return null;
  return typeof returns === 'function' ? returns : returns[0];
}

/** The envelope of one operation as a class with a name, as generics have none of their own in JSON Schema. */
function envelopeOf(facts: EndpointFacts): Type {
  const Envelope = class {
    declare readonly data: unknown;
  };
  const name = `${facts.id.charAt(0).toUpperCase()}${facts.id.slice(1)}Response`;
  Object.defineProperty(Envelope, 'name', { value: name });
  const properties: Record<string, object> = {
    status: { type: 'string', enum: ['success'], description: 'Tells a success from an error.' },
    message: { type: 'string', example: facts.message, description: 'What was done, for people.' },
    data: dataSchema(facts),
    meta: { type: 'object', ...metaSchema(facts), description: 'Facts about the response.' },
  };
  for (const [property, schema] of Object.entries(properties))
    ApiProperty(schema)(Envelope.prototype, property);
  return Envelope;
}

function dataSchema({ returns, paged }: EndpointFacts): object {
  const model = classOf(returns);
  if (model === null) return { type: 'null', description: 'Nothing.' };
  const item = { $ref: getSchemaPath(model) };
  return paged || typeof returns !== 'function'
    ? { type: 'array', items: item, description: paged ? 'The rows of this page.' : 'All rows.' }
    : { type: 'object', allOf: [item], description: 'The result.' };
}

function metaSchema({ paged, meta }: EndpointFacts): object {
  const common = { $ref: `#/components/schemas/${paged ? 'PageMeta' : 'Meta'}` };
  return { allOf: meta ? [common, { $ref: getSchemaPath(meta) }] : [common] };
}

function headersOf({ versioned, tagged, returns, location, paged }: EndpointFacts): ResponseHeaders {
  const headers = {
    ...((versioned && returns !== null) || tagged ? { ETag: header('Version of `data`', '"3"') } : {}),
    ...(location ? { Location: header('URL of the resource', `/api/v1${location}`) } : {}),
    ...(paged
      ? { Link: header('The next page, if there is one', '</api/v1/widgets?cursor=…>; rel="next"') }
      : {}),
  };
  return Object.keys(headers).length > 0 ? { headers } : {};
}

interface ResponseHeaders {
  readonly headers?: Record<string, Header>;
}

interface Header {
  readonly description: string;
  readonly schema: { readonly type: 'string' };
  readonly example: string;
}

function header(description: string, example: string): Header {
  return { description, schema: { type: 'string' }, example };
}
