import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../../common/time/clock.js';
import { UnitOfWork } from '../../../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../../../platform/events/event-log.js';
import { OpenMeteoClient } from '../provider/open-meteo.client.js';
import { WeatherProviderFailed } from '../provider/open-meteo.errors.js';
import type { Cell } from '../weather.contract.js';
import { WeatherRefreshed } from '../weather.events.js';
import { nextRefresh, nextTry } from './refresh-times.js';
import { WeatherRepository, type UntoldWidget } from './weather.repository.js';

// Longer than a try may take, so that a process that dies loses a place for a moment only.
const CLAIM_MS = 60_000;
const TELL_BATCH = 500;
const UNTOLD_PLACES = 100;

/** Keeps the weather of places, and tells the users of their widgets. */
@Injectable()
export class WeatherService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly places: WeatherRepository,
    private readonly provider: OpenMeteoClient,
  ) {}

  /** Places that somebody sees and that are to be refreshed, the longest overdue first. */
  due(limit: number): Promise<Cell[]> {
    return this.places.due(this.clock.now(), limit);
  }

  /** Writes down which place a widget shows now, and gives it; undefined where it shows none. */
  follow(widgetId: string): Promise<Cell | undefined> {
    return this.places.follow(widgetId, this.clock.now());
  }

  /**
   * Fetches the weather of a place if it is due, and nobody else does. That the provider fails is what its widgets then
   * say, and it is tried again later.
   */
  async refresh(cell: Cell, signal?: AbortSignal): Promise<void> {
    const now = this.clock.now();
    const claim = await this.places.claim(cell, now, new Date(now.getTime() + CLAIM_MS));
    if (!claim) return;
    try {
      const forecast = await this.provider.forecast(cell, signal);
      const at = this.clock.now();
      await this.places.save(cell, forecast, at, nextRefresh(at));
    } catch (error) {
      if (!(error instanceof WeatherProviderFailed)) throw error;
      const { code, message, retryAfter } = error;
      const at = this.clock.now();
      const againAt = nextTry(at, { failures: claim.failures + 1, retryAfter });
      await this.places.saveFailure(cell, { code, message }, at, againAt);
    }
    await this.tell(cell);
  }

  /** Tells what a process that ended did not come to tell. */
  async tellUntold(): Promise<void> {
    for (const cell of await this.places.untoldPlaces(UNTOLD_PLACES)) await this.tell(cell);
  }

  private async tell(cell: Cell): Promise<void> {
    let count = TELL_BATCH;
    while (count === TELL_BATCH) count = await this.tellBatch(cell);
  }

  private tellBatch(cell: Cell): Promise<number> {
    return this.uow.run(async () => {
      const untold = await this.places.takeUntold(cell, TELL_BATCH);
      const told = [...widgetsByUser(untold)].map(
        ([userId, widgetIds]) => new WeatherRefreshed(userId, { widgetIds }),
      );
      if (told.length > 0) this.events.record(...told);
      return untold.length;
    });
  }
}

function widgetsByUser(widgets: readonly UntoldWidget[]): Map<string, string[]> {
  const byUser = new Map<string, string[]>();
  for (const { userId, widgetId } of widgets) byUser.set(userId, [...(byUser.get(userId) ?? []), widgetId]);
  return byUser;
}
