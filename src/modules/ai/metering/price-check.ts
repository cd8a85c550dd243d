import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../../config/config.js';
import { Logger } from '../../../platform/logging/logger.js';

/** Tells at the start which models and searches are used without a price, so that no budget can hold them. */
@Injectable()
export class PriceCheck implements OnModuleInit {
  constructor(
    private readonly config: Config,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    const { ai, search, metering } = this.config;
    const used = [...(ai.apiKey === undefined ? [] : ai.models), ...search.providers];
    const unpriced = used.filter((name) => !metering.prices.has(name));
    if (unpriced.length > 0) this.logger.warn({ unpriced }, 'ai.price_missing');
  }
}
