import type {
  CallUsage,
  MeteredCall,
  MeteredResult,
} from '../../../src/modules/ai/metering/metering.contract.js';
import { BudgetExhausted } from '../../../src/modules/ai/metering/metering.errors.js';
import { ModelClient } from '../../../src/modules/ai/model/model-client.js';
import type { Meter } from '../../../src/modules/ai/model/model.contract.js';
import {
  OpenAiSummarizer,
  type OpenAiSummarizerOptions,
} from '../../../src/modules/ai/summarizers/openai.summarizer.js';
import { HttpClient, type HttpClientOptions } from '../../../src/platform/http-client/http-client.js';
import { Logger } from '../../../src/platform/logging/logger.js';
import type { OpenAiServer } from '../../providers/openai-server.js';

/** A client that may reach the servers of a test. */
export function testHttpClient(options: HttpClientOptions = {}): HttpClient {
  return new HttpClient({ allow: ['127.0.0.0/8'], ...options });
}

/** A logger that keeps its lines, to see what is told and what is not. */
export class RecordingLogger extends Logger {
  readonly lines: { readonly level: string; readonly event: string; readonly fields: object }[] = [];
  level = 'debug';

  debug(fields: object, event: string): void {
    this.lines.push({ level: 'debug', event, fields });
  }

  info(fields: object, event: string): void {
    this.lines.push({ level: 'info', event, fields });
  }

  warn(fields: object, event: string): void {
    this.lines.push({ level: 'warn', event, fields });
  }

  error(fields: object, event: string): void {
    this.lines.push({ level: 'error', event, fields });
  }

  flush(): void {
    this.lines.length = 0;
  }
}

/** A meter that lets every call pass and keeps what it was told, or refuses those of some models. */
export class RecordingMeter implements Meter {
  readonly calls: MeteredCall[] = [];
  readonly used: (CallUsage | null)[] = [];

  constructor(private readonly exhausted: ReadonlySet<string> = new Set()) {}

  async run<T>(call: MeteredCall, work: () => Promise<MeteredResult<T>>): Promise<T> {
    if (this.exhausted.has(call.model ?? '')) throw new BudgetExhausted('user', 60);
    this.calls.push(call);
    const { value, usage } = await work();
    this.used.push(usage);
    return value;
  }
}

/** The summarizer of a model that a test's server plays. */
export function testModelSummarizer(
  http: HttpClient,
  { apiKey, baseUrl }: OpenAiServer,
  given: Partial<OpenAiSummarizerOptions> & { deadlineMs?: number; meter?: Meter } = {},
): OpenAiSummarizer {
  const { meter = new RecordingMeter(), deadlineMs, model = 'm', maxTokens = 16_000 } = given;
  const client = new ModelClient(http, meter, { apiKey, baseUrl, ...(deadlineMs ? { deadlineMs } : {}) });
  return new OpenAiSummarizer(client, { model, maxTokens });
}
