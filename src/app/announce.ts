import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Config } from '../config/config.js';
import type { Logger } from '../platform/logging/logger.js';
import { demoAccountLines, type DemoAccount } from './demo/demo.js';
import { say } from './installation.js';

interface Started {
  readonly app: NestExpressApplication;
  readonly config: Config;
  readonly logger: Logger;
  readonly demo: DemoAccount | undefined;
}

/** Tells that the server is ready and what it runs on: a person in words, the log of an operated server as one event. */
export function announce({ app, config, logger, demo }: Started): void {
  const { port } = app.getHttpServer().address() as AddressInfo;
  if (['production', 'staging'].includes(config.environment)) {
    const { role, redis, database, search, ai } = config;
    logger.info(
      {
        role,
        port,
        database: database.isEmbedded ? 'embedded' : 'external',
        queue: redis.url ? 'bull' : 'postgres',
        search: search.providers.join(', ') || 'none',
        summaries: ai.apiKey ? ai.model : 'extractive',
      },
      'process.ready',
    );
    if (demo) say(...demoAccountLines(demo));
  } else say('', ...lines(config, port), ...(demo ? demoAccountLines(demo) : []), '');
}

function lines(config: Config, port: number): string[] {
  const { role, dataDir, http, database, redis, search, ai } = config;
  const address = `http://localhost:${port}`;
  const doors =
    role === 'worker'
      ? [`  Health     ${address}/health`]
      : [`  API        ${address}/api/v1`, ...(http.hasDocs ? [`  Swagger UI ${address}/docs`] : [])];
  return [
    `Brainboard is ready (${role === 'all' ? 'API and jobs' : role}).`,
    ...doors,
    `  Database   ${database.isEmbedded ? `embedded PostgreSQL in ${dataDir}` : 'PostgreSQL of DATABASE_URL'}`,
    `  Queue      ${redis.url ? 'Redis (Bull)' : 'PostgreSQL (pg-boss)'}`,
    `  Search     ${search.providers.join(', then ') || 'none'}`,
    `  Summaries  ${ai.apiKey ? `${ai.model}, else extractive` : 'extractive (no OPENAI_API_KEY)'}`,
  ];
}
