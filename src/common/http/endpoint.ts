import { applyDecorators, HttpCode, SetMetadata, type Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { ApiExtraModels, ApiOperation, ApiProduces, ApiResponse, getSchemaPath } from '@nestjs/swagger';

/** Metadata key that the envelope interceptor reads. */
export const ENDPOINT = 'http:endpoint';

/** What one route promises. */
export interface EndpointFacts {
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
  /** An example of the events, where the answer is a stream of them instead of an envelope. */
  readonly events?: string;
  /** Codes of failures that are this route's own, by status; the common ones are documented by themselves. */
  readonly failures?: Readonly<Record<number, string>>;
}

/** What the interceptor knows of a route. */
export interface Route extends EndpointFacts {
  /** Whether the method takes the query; where it does not, there is no parameter that could be read. */
  readonly readsQuery: boolean;
  /** The same for the fields of a body. */
  readonly readsBody: boolean;
}

/** Tells the reference, the envelope and the status code of a route in one place. */
export function Endpoint(facts: EndpointFacts): MethodDecorator {
  const status = facts.status ?? 200;
  const model = classOf(facts.returns);
  return applyDecorators(
    describeRoute(facts),
    HttpCode(status),
    ApiOperation({
      summary: facts.summary,
      ...(facts.description ? { description: facts.description } : {}),
    }),
    ApiExtraModels(...[model, facts.meta].filter((type) => type != null)),
    ApiResponse({ status, description: facts.message, ...headersOf(facts), schema: bodySchema(facts) }),
    ...(facts.events === undefined ? [] : [ApiProduces('text/event-stream')]),
    ...Object.entries(facts.failures ?? {}).map(([failure, description]) =>
      ApiResponse({ status: Number(failure), description }),
    ),
  );
}

/** The decorators of a method's parameters have run before this one, so what it takes is known. */
function describeRoute(facts: EndpointFacts): MethodDecorator {
  return (target, key, method) => {
    const parameters: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, target.constructor, key);
    const takes = (kind: RouteParamtypes): boolean =>
      Object.keys(parameters ?? {}).some((name) => name.startsWith(`${kind}:`));
    const route = {
      ...facts,
      readsQuery: takes(RouteParamtypes.QUERY),
      readsBody: takes(RouteParamtypes.BODY),
    };
    SetMetadata(ENDPOINT, route satisfies Route)(target, key, method);
  };
}

function classOf(returns: EndpointFacts['returns']): Type | null {
  if (returns === null) return null;
  return typeof returns === 'function' ? returns : returns[0];
}

function dataSchema({ returns, paged }: EndpointFacts): object {
  const model = classOf(returns);
  if (model === null) return { type: 'null' };
  const item = { $ref: getSchemaPath(model) };
  return paged || typeof returns !== 'function' ? { type: 'array', items: item } : item;
}

function metaSchema({ paged, meta }: EndpointFacts): object {
  const common = { $ref: `#/components/schemas/${paged ? 'PageMeta' : 'Meta'}` };
  return meta ? { allOf: [common, { $ref: getSchemaPath(meta) }] } : common;
}

function headersOf({ versioned, tagged, returns, location, paged }: EndpointFacts): ResponseHeaders {
  const headers = {
    ...((versioned && returns !== null) || tagged ? { ETag: header('Version of `data`', '"3"') } : {}),
    ...(location ? { Location: header('Where it is', `/api/v1${location}`) } : {}),
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

function bodySchema(facts: EndpointFacts): object {
  return facts.events === undefined ? envelopeSchema(facts) : { type: 'string', example: facts.events };
}

function envelopeSchema(facts: EndpointFacts): object {
  return {
    type: 'object',
    required: ['status', 'message', 'data', 'meta'],
    properties: {
      status: { type: 'string', enum: ['success'] },
      message: { type: 'string', example: facts.message },
      data: dataSchema(facts),
      meta: metaSchema(facts),
    },
  };
}
