import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { HttpClient } from '../../platform/http-client/http-client.js';

const ASK_AGAIN_MS = 30_000;
const PATIENCE_MS = 1_500;
const MAX_BYTES = 1_000_000;

/** Whether the language model can be used, for health. */
@Injectable()
export class ModelStatusService {
  private askedAt = -Infinity;
  private answer = Promise.resolve();

  constructor(
    private readonly config: Config,
    private readonly http: HttpClient,
  ) {}

  /** What summarizes: the model's name, or `extractive` where none is configured. */
  get kind(): string {
    const { apiKey, model } = this.config.ai;
    return apiKey === undefined ? 'extractive' : model;
  }

  /** Rejects where the model's service does not answer or refuses the key; it is asked twice a minute at most. */
  check(): Promise<void> {
    const { apiKey } = this.config.ai;
    if (apiKey === undefined) return Promise.resolve();
    const now = performance.now();
    if (now - this.askedAt >= ASK_AGAIN_MS) {
      this.askedAt = now;
      this.answer = this.ask(apiKey);
    }
    return this.answer;
  }

  private async ask(apiKey: string): Promise<void> {
    const { status } = await this.http.request({
      url: `${this.config.ai.baseUrl}/models`,
      headers: { authorization: `Bearer ${apiKey}` },
      deadlineMs: PATIENCE_MS,
      maxBytes: MAX_BYTES,
      trusted: true,
    });
    // Some services that speak the protocol have no list of models: any other answer shows that they are there.
    if (status >= 500 || status === 401 || status === 403)
      throw new Error(`the model service answers ${status}`);
  }
}
