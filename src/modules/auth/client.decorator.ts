import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Client } from './auth.contract.js';

const LONGEST_USER_AGENT = 300;

/** From where the request comes; only configured proxies are believed about the address. */
export const CurrentClient = createParamDecorator((_: unknown, context: ExecutionContext): Client => {
  const { ip, headers } = context.switchToHttp().getRequest<Request>();
  return {
    address: ip ?? '',
    userAgent: headers['user-agent']?.slice(0, LONGEST_USER_AGENT) ?? null,
  };
});
