import { Injectable } from '@nestjs/common';
import { AppError } from '../../../common/errors/app-error.js';
import { Config } from '../../../config/config.js';
import { HttpClient } from '../../../platform/http-client/http-client.js';
import { Logger } from '../../../platform/logging/logger.js';
import { MeteringService } from '../metering/metering.service.js';
import { ModelClient } from './model-client.js';
import type { ModelRequest } from './model.contract.js';

/** A short question of another feature, which has an answer of its own where the model has none. */
@Injectable()
export class ModelService {
  private readonly client: ModelClient | null;

  constructor(
    private readonly config: Config,
    private readonly logger: Logger,
    http: HttpClient,
    metering: MeteringService,
  ) {
    const { apiKey } = config.ai;
    this.client = apiKey === undefined ? null : new ModelClient(http, metering, { ...config.ai, apiKey });
  }

  /** What the cheapest model answers; null where there is none, it failed, or a budget has no room for it. */
  async ask(request: Omit<ModelRequest, 'model'>): Promise<string | null> {
    const model = this.config.ai.models.at(-1);
    if (!this.client || model === undefined) return null;
    try {
      return (await this.client.complete({ ...request, model })).text;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.logger.warn({ code: error.code, feature: request.caller?.feature }, 'model.no_answer');
      return null;
    }
  }
}
