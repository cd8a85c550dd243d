import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { MethodNotAllowedError, NotFoundError } from '../errors/app-error.js';
import type { Clock } from '../time/clock.js';
import type { RequestFacts } from './envelope.interceptor.js';
import { failureOf, type Failure } from './failure.js';

const INTERNAL: Failure = {
  status: 500,
  code: 'internal_error',
  message: 'something went wrong on our side: try again, and tell us the requestId if it stays',
  details: [],
};

/** Turns every error into the failure envelope, or into RFC 9457 for those who ask; the log gets what answers must not. */
@Catch()
export class AppExceptionFilter implements ExceptionFilter {
  constructor(
    private readonly clock: Clock,
    private readonly facts: RequestFacts,
    private readonly report: (error: unknown) => void,
    private readonly allowedMethods: (path: string) => readonly string[],
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    // Only Nest's router throws this one.
    if (error instanceof HttpException && error.getStatus() === 404) this.answerNoRoute(request, response);
    else this.answer(error, request, response);
  }

  /** Answers a request that failed anywhere, also before Nest saw it. */
  answer(error: unknown, request: Request, response: Response): void {
    const failure = failureOf(error) ?? INTERNAL;
    if (failure.status >= 500 && !isProbe(request)) this.report(error);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (failure.retryAfter !== undefined)
      response.setHeader('Retry-After', String(Math.ceil(failure.retryAfter)));
    if (error instanceof MethodNotAllowedError) response.setHeader('Allow', error.allowed.join(', '));
    if (failure.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    response.removeHeader('ETag');
    if (error instanceof HttpException && failure.status === 503 && isProbe(request)) {
      response.status(error.getStatus()).json(error.getResponse());
      return;
    }
    response.status(failure.status);
    if (wantsProblem(request)) this.sendProblem(failure, request, response);
    else this.sendEnvelope(failure, request, response);
  }

  /** Answers a request that no route is for: either there is no such path, or not with this method. */
  answerNoRoute(request: Request, response: Response): void {
    const allowed = this.allowedMethods(pathOf(request));
    const error =
      allowed.length > 0
        ? new MethodNotAllowedError(request.method, allowed)
        : new NotFoundError('route_not_found', 'there is no such route: see the reference of the API');
    this.answer(error, request, response);
  }

  private sendEnvelope({ code, message, details }: Failure, request: Request, response: Response): void {
    const meta = {
      requestId: this.facts.requestId(),
      timestamp: this.clock.now().toISOString(),
      path: pathOf(request),
    };
    response.json({ status: 'error', message, error: { code, details }, meta });
  }

  private sendProblem(
    { status, code, message, details }: Failure,
    request: Request,
    response: Response,
  ): void {
    response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
    const problem = {
      type: `urn:brainboard:error:${code}`,
      title: message,
      status,
      instance: pathOf(request),
      code,
      errors: details,
      requestId: this.facts.requestId(),
      timestamp: this.clock.now().toISOString(),
    };
    response.send(JSON.stringify(problem));
  }
}

function wantsProblem(request: Request): boolean {
  return request.headers.accept?.includes('application/problem+json') ?? false;
}

function pathOf(request: Request): string {
  return request.originalUrl.split('?', 1)[0] ?? '/';
}

/** Probes keep Terminus' own body, also when they say no. */
function isProbe({ path }: Request): boolean {
  return path.startsWith('/health');
}
