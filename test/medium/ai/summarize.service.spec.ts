import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ExtractiveSummarizer } from '../../../src/modules/ai/summarizers/extractive.summarizer.js';
import { SummarizeService } from '../../../src/modules/ai/summarizers/summarize.service.js';
import type { Summary } from '../../../src/modules/ai/summarizers/summarizer.contract.js';
import type { HttpClient } from '../../../src/platform/http-client/http-client.js';
import { apiError, OpenAiServer } from '../../providers/openai-server.js';
import { RecordingLogger, RecordingMeter, testHttpClient, testModelSummarizer } from './research-kit.js';

const TEXT = 'The tower in Aachen is 30 metres high, a building of red brick that was opened in 1905.';
const OVER = 'Your AI budget for this month is used up';

describe('SummarizeService', () => {
  let server: OpenAiServer;
  let http: HttpClient;

  beforeEach(async () => {
    server = await new OpenAiServer().start();
    server.says = () => '{"facts":[{"text":"The tower in Aachen is 30 metres high.","sources":[1]}]}';
    http = testHttpClient();
  });

  afterEach(async () => {
    await http.onApplicationShutdown();
    await server.close();
  });

  /** Summarizes where these models have no room in the budget. */
  function summarize(...exhausted: string[]): Promise<Summary> {
    const meter = new RecordingMeter(new Set(exhausted));
    const models = ['large', 'small'].map((model) => testModelSummarizer(http, server, { model, meter }));
    return new SummarizeService(new ExtractiveSummarizer(), models, new RecordingLogger()).summarize({
      query: 'how high is the tower in Aachen',
      sources: [
        { n: 1, title: 'Tower', url: 'https://pages.example/1', paragraphs: [{ text: TEXT, heading: null }] },
      ],
    });
  }

  it('takes the large model where there is room for it', async () => {
    expect(await summarize()).toMatchObject({ model: 'large', notice: null });
  });

  it('takes the small one where there is none, and says so', async () => {
    expect(await summarize('large')).toMatchObject({
      model: 'small',
      notice: `${OVER}, so a smaller model wrote this summary.`,
    });
    expect(server.requests).toHaveLength(1);
  });

  it('says so beside what else is to be said', async () => {
    server.says = () => '{"facts":[{"text":"The tower in Aachen is 99 metres high.","sources":[1]}]}';

    expect((await summarize('large')).notice).toBe(
      `${OVER}, so a smaller model wrote this summary. ` +
        'One sentence of this summary has a number that its source does not have.',
    );
  });

  it('takes sentences of the sources where there is room for neither', async () => {
    expect(await summarize('large', 'small')).toMatchObject({
      model: 'extractive',
      content: expect.stringContaining('30 metres high'),
      unsupported: [],
      contradictions: [],
      notice: `${OVER}, so this summary is made of sentences from the sources.`,
    });
    expect(server.requests).toEqual([]);
  });

  it('does not try the small model where the large one failed', async () => {
    server.replyAlways(apiError(500, 'oops'));

    expect(await summarize()).toMatchObject({ model: 'extractive' });
    expect(server.requests).toHaveLength(1);
  });
});
