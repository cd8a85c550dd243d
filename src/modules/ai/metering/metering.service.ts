import { Injectable } from '@nestjs/common';
import { uuidv7 } from '../../../common/ids/uuid.js';
import { Clock } from '../../../common/time/clock.js';
import { Config } from '../../../config/config.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { Logger } from '../../../platform/logging/logger.js';
import { costMicros, pricedName } from './cost.js';
import { usageOfFailure } from './failure-usage.js';
import { NO_TOKENS, type CallUsage, type MeteredCall, type MeteredResult } from './metering.contract.js';
import { BudgetExhausted } from './metering.errors.js';
import { MeteringRepository, type Settlement } from './metering.repository.js';

/** Longer than any call is waited for: a job that makes calls is given up after one minute. */
const LOST_AFTER_MS = 10 * 60_000;
const LOST_AT_ONCE = 500;

interface Usage {
  readonly usage: CallUsage;
  readonly isEstimated: boolean;
}

/** Keeps calls that cost something within their budgets, and a ledger of them. No transaction is open during a call. */
@Injectable()
export class MeteringService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly ledger: MeteringRepository,
    private readonly logger: Logger,
  ) {}

  /**
   * Reserves what the call can cost at most, makes it, and settles for what it used, also when it fails. Throws
   * BudgetExhausted before the call where a budget has no room; a call without a price always has room.
   */
  async run<T>(call: MeteredCall, work: () => Promise<MeteredResult<T>>): Promise<T> {
    if (this.uow.isOpen) throw new Error('a metered call must not be made inside a unit of work');
    const id = await this.reserve(call);
    const startedAt = performance.now();
    const settle = (outcome: Settlement['outcome'], used: Usage | null): Promise<void> =>
      this.settle(id, call, { outcome, used, latencyMs: Math.round(performance.now() - startedAt) });
    try {
      const { value, usage } = await work();
      await settle('done', { usage: usage ?? call.worstCase, isEstimated: usage === null });
      return value;
    } catch (error) {
      await settle('failed', usageOfFailure(error, call.worstCase));
      throw error;
    }
  }

  /**
   * Settles calls whose process died: as spent in full, for their provider may well have counted them. How many they were;
   * should one end after all, it is settled again for what it really used.
   */
  settleLost(): Promise<number> {
    return this.ledger.settleLost(new Date(this.clock.now().getTime() - LOST_AFTER_MS), LOST_AT_ONCE);
  }

  private async reserve(call: MeteredCall): Promise<string> {
    const { userBudget, budget, prices } = this.config.metering;
    const at = this.clock.now();
    const id = uuidv7(at.getTime());
    await this.uow.run(async () => {
      const owners = await this.ledger.reserve(
        { ...call, id, at, costMicros: costMicros(prices, pricedName(call), call.worstCase) },
        { user: userBudget, installation: budget },
      );
      if (!owners.includes('installation')) throw new BudgetExhausted('installation', untilNextMonth(at));
      if (call.userId !== null && !owners.includes('user'))
        throw new BudgetExhausted('user', untilNextMonth(at));
    });
    return id;
  }

  private async settle(
    id: string,
    call: MeteredCall,
    { outcome, used, latencyMs }: { outcome: Settlement['outcome']; used: Usage | null; latencyMs: number },
  ): Promise<void> {
    const { usage, isEstimated } = used ?? { usage: NO_TOKENS, isEstimated: false };
    const cost = used ? costMicros(this.config.metering.prices, pricedName(call), usage) : 0;
    try {
      await this.ledger.settle(id, { outcome, ...usage, isEstimated, costMicros: cost, latencyMs });
    } catch (error) {
      // The answer is there and was paid for; what is still reserved is settled as lost.
      this.logger.error({ err: error, callId: id }, 'ai.settlement_failed');
    }
  }
}

function untilNextMonth(at: Date): number {
  const next = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1);
  return Math.ceil((next - at.getTime()) / 1_000);
}
