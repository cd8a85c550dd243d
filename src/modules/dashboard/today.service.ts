import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/auth/actor.js';
import { toPage, type PageOf, type PageRequest } from '../../common/paging/page.js';
import { Clock } from '../../common/time/clock.js';
import { userDay } from '../../common/time/user-day.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventLog } from '../../platform/events/event-log.js';
import { WidgetsService } from '../widgets/widgets.service.js';
import type { OverrideKind, StoredDay } from './dashboard.contract.js';
import { DashboardInteracted, WidgetOverridden } from './dashboard.events.js';
import { DashboardService } from './dashboard.service.js';
import { daypartOf } from './daypart.js';
import { explain, type Explanation } from './policy/explanation.js';
import { TodayRepository } from './today.repository.js';

/** What a client tells of one use of a widget. */
export interface ReportedInteraction {
  readonly id: string;
  readonly widgetId: string;
  readonly kind: string;
  readonly durationMs?: number;
  readonly occurredAt: string;
}

/** What the user says and does about today's board, and why it is as it is. */
@Injectable()
export class TodayService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly widgets: WidgetsService,
    private readonly dashboard: DashboardService,
    private readonly days: TodayRepository,
  ) {}

  /** Shows a widget today or hides it; saying it twice is saying it once. Throws WidgetNotFound. */
  async override(actor: Actor, widgetId: string, kind: OverrideKind): Promise<void> {
    await this.widgets.get(actor, widgetId);
    const date = userDay(this.clock.now(), actor);
    await this.uow.run(async () => {
      const before = await this.days.override(actor.id, date, widgetId, kind);
      if (before !== kind)
        this.events.record(new WidgetOverridden(actor.id, { widgetId, date, before, after: kind }));
    });
  }

  /** Takes back that a widget was shown or hidden today; said twice it is said once. Throws WidgetNotFound. */
  async reset(actor: Actor, widgetId: string): Promise<void> {
    await this.widgets.get(actor, widgetId);
    const date = userDay(this.clock.now(), actor);
    await this.uow.run(async () => {
      const before = await this.days.removeOverride(actor.id, date, widgetId);
      if (before !== null)
        this.events.record(new WidgetOverridden(actor.id, { widgetId, date, before, after: null }));
    });
  }

  /** Why a widget is on today's board or is not, and what would change that. Throws WidgetNotFound. */
  async explain(actor: Actor, widgetId: string): Promise<Explanation> {
    const widget = await this.widgets.get(actor, widgetId);
    return explain(widget, await this.dashboard.state(actor));
  }

  /** One page of the boards of past days, the newest first. */
  async list(
    actor: Actor,
    range: { from: string | undefined; last: string | undefined },
    page: PageRequest,
  ): Promise<PageOf<StoredDay>> {
    const rows = await this.days.days(actor.id, range, page);
    return toPage(rows, page.limit, ({ date }) => [date]);
  }

  /** Takes a batch of interactions; what is known already, or is about a widget that is not the user's, is left out. */
  async interact(
    actor: Actor,
    reported: readonly ReportedInteraction[],
  ): Promise<{ accepted: number; ignored: number }> {
    const distinct = [...new Map(reported.map((interaction) => [interaction.id, interaction])).values()];
    const interactions = distinct.map(({ occurredAt, durationMs, ...interaction }) => {
      const instant = new Date(occurredAt);
      return {
        ...interaction,
        durationMs: durationMs ?? null,
        occurredAt: instant,
        localDate: userDay(instant, actor),
        daypart: daypartOf(instant, actor.timeZone),
      };
    });
    const accepted = await this.uow.run(async () => {
      const ids = await this.days.addInteractions(actor.id, interactions);
      if (ids.length > 0) this.events.record(new DashboardInteracted(actor.id, { interactionIds: ids }));
      return ids.length;
    });
    return { accepted, ignored: reported.length - accepted };
  }
}
