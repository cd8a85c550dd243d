import { DataSource } from 'typeorm';
import type {
  CallUsage,
  MeteredCall,
  MeteredResult,
} from '../../../../src/modules/ai/metering/metering.contract.js';
import { MeteringService } from '../../../../src/modules/ai/metering/metering.service.js';
import { cloneDatabase } from '../../../support/template-database.js';
import { signUp, type Person } from '../../../factories/users.js';
import { FakeClock } from '../../../support/fake-clock.js';
import { startTestApp, type TestApp } from '../../../support/test-app.js';

/** A line of the ledger. */
export interface LedgerLine {
  readonly user_id: string | null;
  readonly feature: string;
  readonly provider: string;
  readonly model: string | null;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly is_estimated: boolean;
  readonly reserved: number;
  readonly cost: number;
  readonly latency_ms: number | null;
  readonly outcome: string;
}

/** One or more processes on one database, with prices, and a person. */
export class MeteringWorld {
  private constructor(
    readonly apps: readonly TestApp[],
    readonly clock: FakeClock,
    readonly person: Person,
    private readonly drop: () => Promise<void>,
  ) {}

  static async start(env: Record<string, string>, processes = 1): Promise<MeteringWorld> {
    const clock = new FakeClock('2026-03-10T12:00:00Z');
    const database = await cloneDatabase();
    const apps: TestApp[] = [];
    for (let i = 0; i < processes; i++)
      apps.push(
        await startTestApp({
          clock,
          databaseUrl: database.url,
          env: { AI_PRICES: 'large=1000000/2000000,serper=1000', ...env },
        }),
      );
    return new MeteringWorld(apps, clock, await signUp(apps[0]!), () => database.drop());
  }

  async close(): Promise<void> {
    for (const app of this.apps) await app.close();
    await this.drop();
  }

  metering(process = 0): MeteringService {
    return this.apps[process]!.app.get(MeteringService, { strict: false });
  }

  get database(): DataSource {
    return this.apps[0]!.app.get(DataSource);
  }

  /** A call of the model `large`, whose tokens cost 1 of input and 2 of output. */
  call(given: Partial<MeteredCall> = {}): MeteredCall {
    return {
      userId: this.person.id,
      feature: 'websearch',
      kind: 'model',
      provider: 'openai',
      model: 'large',
      worstCase: { inputTokens: 100, outputTokens: 50 },
      ...given,
    };
  }

  /** The whole ledger, the oldest first. */
  ledger(): Promise<LedgerLine[]> {
    return this.database.query(
      `SELECT user_id, feature, provider, model, input_tokens, output_tokens, is_estimated, reserved_micros::int AS reserved,
         cost_micros::int AS cost, latency_ms, outcome FROM ai_calls ORDER BY id`,
    );
  }

  /** What a month's budget of the person, or of the installation, has spent and reserved. */
  async spending(of: 'person' | 'installation'): Promise<{ spent: number; reserved: number }> {
    const id = of === 'person' ? this.person.id : '00000000-0000-0000-0000-000000000000';
    const rows: { spent: number; reserved: number }[] = await this.database.query(
      `SELECT sum(spent_micros)::int AS spent, sum(reserved_micros)::int AS reserved FROM ai_spendings WHERE owner_id = $1`,
      [id],
    );
    return rows[0]!;
  }
}

/** Work that gives a value and says that it used this much. */
export function using(usage: CallUsage | null, value = 'text'): () => Promise<MeteredResult<string>> {
  return () => Promise.resolve({ value, usage });
}
