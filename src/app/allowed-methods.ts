import type { NestExpressApplication } from '@nestjs/platform-express';
import type { RequestHandler } from 'express';
import type { AppExceptionFilter } from '../common/http/exception.filter.js';

interface Route {
  readonly methods: Readonly<Record<string, boolean>>;
}

/** A route as Express' router keeps it: whether it is for a path, and for which methods. */
interface Layer {
  readonly route?: Route;
  match(path: string): boolean;
}

interface Routed {
  readonly router: { readonly stack: readonly Layer[] };
}

/** Says with which methods a path is served, in the order of their names; with none if there is no such path. */
export type AllowedMethods = (path: string) => readonly string[];

/** Reads them off the routes of the running program, so that they are right for every path with a parameter, too. */
export function allowedMethods(app: NestExpressApplication): AllowedMethods {
  const { router } = app.getHttpAdapter().getInstance() as unknown as Routed;
  return (path) => {
    const served = new Set<string>();
    for (const layer of router.stack)
      if (layer.route && isEndpoint(layer.route) && layer.match(path))
        for (const method of Object.keys(layer.route.methods)) served.add(method.toUpperCase());
    if (served.size === 0) return [];
    // Express answers HEAD with the headers of GET, and `answerOptions` answers OPTIONS.
    if (served.has('GET')) served.add('HEAD');
    return [...served.add('OPTIONS')].sort();
  };
}

/** What Nest has for every method, down to those of WebDAV, is its "not found" of paths outside the prefix. */
function isEndpoint({ methods }: Route): boolean {
  return methods.propfind === undefined;
}

/** Answers `OPTIONS` of a path with its methods; preflights are left to CORS. */
export function answerOptions(allowed: AllowedMethods, filter: AppExceptionFilter): RequestHandler {
  return (request, response, next) => {
    const isPreflight = request.headers['access-control-request-method'] !== undefined;
    if (request.method !== 'OPTIONS' || isPreflight) {
      next();
      return;
    }
    const methods = allowed(request.path);
    if (methods.length === 0) filter.answerNoRoute(request, response);
    else response.set('Allow', methods.join(', ')).status(204).end();
  };
}
