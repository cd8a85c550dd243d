import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CoreModule } from '../../../src/app/core.module.js';
import { Config } from '../../../src/config/config.js';
import { readEnv } from '../../../src/config/env.js';
import { AiModule } from '../../../src/modules/ai/ai.module.js';
import { ResearchService } from '../../../src/modules/ai/research.service.js';
import { User } from '../../../src/modules/users/user.entity.js';
import { CacheModule } from '../../../src/platform/cache/cache.module.js';
import { DatabaseModule } from '../../../src/platform/database/database.module.js';
import { withRequestContext } from '../../../src/platform/logging/request-context.js';
import { OpenAiServer } from '../../providers/openai-server.js';
import { PagesServer } from '../../providers/pages-server.js';
import { SerperServer } from '../../providers/serper-server.js';
import { cloneDatabase, type ClonedDatabase } from '../../support/template-database.js';
import { RecordingLogger } from './research-kit.js';

const ARTICLE = '/vacuum/manual.html';
const QUERY = 'autovacuum scale factor default';

describe('AiModule', () => {
  let site: PagesServer;
  let serper: SerperServer;
  let model: OpenAiServer;
  let logger: RecordingLogger;
  let app: INestApplicationContext;
  let database: ClonedDatabase;

  beforeEach(async () => {
    database = await cloneDatabase();
    site = await new PagesServer('test/cases/pages').start();
    serper = await new SerperServer().start();
    model = await new OpenAiServer().start();
    logger = new RecordingLogger();
    serper.results = [{ title: 'Manual', link: `${site.url}${ARTICLE}`, snippet: 'A manual.' }];
  });

  afterEach(async () => {
    await app.close();
    await database.drop();
    await Promise.all([site.close(), serper.close(), model.close()]);
  });

  const start = async (env: Record<string, string>): Promise<ResearchService> => {
    const config = new Config(
      readEnv({ NODE_ENV: 'test', JWT_SECRET: 'x'.repeat(40), DATABASE_URL: database.url, ...env }),
      database.url,
    );
    @Module({
      imports: [
        CoreModule.with({ config, logger }),
        DatabaseModule,
        CacheModule,
        TypeOrmModule.forFeature([User]),
        AiModule,
      ],
    })
    class TestModule {}
    app = await NestFactory.createApplicationContext(TestModule, { logger: false, abortOnError: false });
    return app.get(ResearchService);
  };
  const search = (): Record<string, string> => ({
    SEARCH_PROVIDER: 'serper',
    SERPER_API_KEY: serper.apiKey,
    SERPER_URL: serper.url,
  });

  it('answers with the configured provider and model, and one request id goes through all calls', async () => {
    const llm = { OPENAI_API_KEY: model.apiKey, OPENAI_BASE_URL: model.baseUrl, OPENAI_MODEL: 'my-model' };
    const research = await start({ ...search(), ...llm, OUTBOUND_ALLOW: '127.0.0.0/8' });
    model.says = () => 'The default is 0.2 [1].';

    const result = await withRequestContext('request-42', () => research.research({ query: QUERY }));

    expect(result).toMatchObject({ content: 'The default is 0.2 [1].', model: 'my-model', skipped: [] });
    for (const { requests } of [serper, site, model])
      expect(new Set(requests.map(({ headers }) => headers['x-request-id']))).toEqual(
        new Set(['request-42']),
      );
  });

  it('logs each call by its host, without queries and keys', async () => {
    const research = await start({ ...search(), OUTBOUND_ALLOW: '127.0.0.0/8' });

    await research.research({ query: QUERY });

    expect(logger.lines.filter(({ event }) => event === 'outbound.call')).toHaveLength(3);
    expect(JSON.stringify(logger.lines)).not.toMatch(/autovacuum|serper-key/);
  });

  it('works without a model, and reaches no private address unless it is allowed by name', async () => {
    const research = await start(search());

    const result = await research.research({ query: 'what is the manual' }).catch((error: unknown) => error);

    expect(site.requests).toEqual([]);
    expect(result).toMatchObject({ code: 'nothing_to_summarize' });
  });

  it('has no provider by default', async () => {
    const research = await start({});

    await expect(research.research({ query: QUERY })).rejects.toMatchObject({
      code: 'search_provider_missing',
    });
  });
});
