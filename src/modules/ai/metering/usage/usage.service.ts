import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../common/auth/actor.js';
import type { GivenDays } from '../../../../common/time/day-range.js';
import { Clock } from '../../../../common/time/clock.js';
import { userDay } from '../../../../common/time/user-day.js';
import { Config } from '../../../../config/config.js';
import type { BudgetView, UsageGroup, UsageSum, UsageView } from './usage.contract.js';
import { firstOfMonth, usageRange } from './usage-range.js';
import { UsageRepository, type UsageRow } from './usage.repository.js';

/** What is asked for; days in UTC. */
export interface GivenUsage extends GivenDays {
  readonly by?: UsageGroup | undefined;
}

const NOTHING: UsageSum = { calls: 0, failed: 0, inputTokens: 0, outputTokens: 0, costMicros: 0 };
const UTC = { timeZone: 'UTC', dayStart: '00:00' };

/** What models and searches were used for, and what they cost. */
@Injectable()
export class UsageService {
  constructor(
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly usage: UsageRepository,
  ) {}

  /** The actor's own usage. */
  own(actor: Actor, given: GivenUsage): Promise<UsageView> {
    return this.read(given, actor.id, this.config.metering.userBudget);
  }

  /** Everybody's together; for administrators. */
  totals(given: GivenUsage): Promise<UsageView> {
    return this.read(given, null, this.config.metering.budget);
  }

  private async read(
    { by = 'day', ...given }: GivenUsage,
    userId: string | null,
    limitMicros: number | null,
  ): Promise<UsageView> {
    const today = userDay(this.clock.now(), UTC);
    const range = usageRange(given, today);
    const month = firstOfMonth(today);
    const row = await this.usage.read({ ...range, by, userId, month });
    return {
      ...range,
      by,
      total: row.groups.reduce(add, NOTHING),
      groups: row.groups,
      budget: budgetOf(row, limitMicros, month),
    };
  }
}

function add(a: UsageSum, b: UsageSum): UsageSum {
  return {
    calls: a.calls + b.calls,
    failed: a.failed + b.failed,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    costMicros: a.costMicros + b.costMicros,
  };
}

function budgetOf(
  { spentMicros, reservedMicros }: UsageRow,
  limitMicros: number | null,
  month: string,
): BudgetView {
  // A limit that was lowered may be below what is spent already.
  const leftMicros = limitMicros === null ? null : Math.max(0, limitMicros - spentMicros - reservedMicros);
  return { month: month.slice(0, 7), limitMicros, spentMicros, reservedMicros, leftMicros };
}
