import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../common/auth/actor.js';
import { requireVersion } from '../../../../common/errors/app-error.js';
import { uuidv7 } from '../../../../common/ids/uuid.js';
import { mapPage, toPage, type PageOf, type PageRequest } from '../../../../common/paging/page.js';
import { Clock } from '../../../../common/time/clock.js';
import { isUniqueViolation } from '../../../../platform/database/postgres-errors.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { EventLog } from '../../../../platform/events/event-log.js';
import { differenceOf } from '../../difference.js';
import { IdTaken } from '../../widgets.errors.js';
import { WidgetsService } from '../../widgets.service.js';
import { changedFields, newFields, type AlarmChanges, type AlarmFields } from './alarm-fields.js';
import { toAlarmView } from './alarm-view.js';
import type { Alarm } from './alarm.entity.js';
import { ALARM, ALARM_LIMITS } from './alarm.settings.js';
import type { AlarmView } from './alarms.contract.js';
import { AlarmLimitReached, AlarmNotFound } from './alarms.errors.js';
import { AlarmCreated, AlarmDeleted, AlarmUpdated } from './alarms.events.js';
import { AlarmsRepository, type AlarmFilter, type ListedAlarm } from './alarms.repository.js';
import type { AlarmRing } from './rings/alarm-ring.entity.js';
import { AlarmRingsRepository } from './rings/alarm-rings.repository.js';
import { dismissedEvent } from './rings/ring-events.js';
import { planned, readingsBehind, UNPLANNED, type PlanContext } from './series/plan.js';

/** What a new alarm is made from; its id may be the client's. */
export type NewAlarm = AlarmFields & { readonly id?: string };

/** The alarms of a user. */
@Injectable()
export class AlarmsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly widgets: WidgetsService,
    private readonly alarms: AlarmsRepository,
    private readonly rings: AlarmRingsRepository,
  ) {}

  /** One page of a widget's alarms, oldest first; throws WidgetNotFound, WidgetTypeMismatch. */
  async list(actor: Actor, widgetId: string, page: PageRequest): Promise<PageOf<AlarmView>> {
    await this.widgets.requireOfType(actor, widgetId, ALARM);
    return toAlarmPage(await this.alarms.list(widgetId, page), page);
  }

  /** One page of the alarms of all widgets, oldest first. */
  async listAll(actor: Actor, filter: AlarmFilter, page: PageRequest): Promise<PageOf<AlarmView>> {
    return toAlarmPage(await this.alarms.listOfUser(actor.id, filter, page), page);
  }

  /** One alarm; throws AlarmNotFound. */
  async get(actor: Actor, id: string): Promise<AlarmView> {
    return toAlarmView(found(await this.alarms.find(actor.id, id)));
  }

  /** Adds an alarm to an alarm widget; throws WidgetNotFound, WidgetTypeMismatch, IdTaken, AlarmLimitReached. */
  create(actor: Actor, widgetId: string, request: NewAlarm): Promise<AlarmView> {
    return this.uow.run(async () => {
      await this.requireRoom(actor, widgetId);
      const alarm = newAlarm({ userId: actor.id, widgetId }, request, this.contextOf(actor));
      await this.insert(alarm);
      const view = toAlarmView(alarm);
      this.events.record(new AlarmCreated(actor.id, { alarmId: alarm.id, widgetId, after: view }));
      return view;
    });
  }

  /**
   * Changes fields, or moves an alarm to another widget. A snooze goes on, unless the alarm is turned off, which ends
   * what rings. Throws AlarmNotFound, StaleVersionError and what `create` does.
   */
  update(actor: Actor, id: string, changes: AlarmChanges, expectedVersion?: number): Promise<AlarmView> {
    return this.uow.run(async () => {
      const alarm = found(await this.alarms.lock(actor.id, id));
      requireVersion(expectedVersion, alarm.version);
      const context = await this.contextOfChange(actor, alarm, changes);
      const changed = changedFields(alarm, changes, context);
      const after = { ...changed, version: alarm.version + 1, updatedAt: context.now };
      const before = toAlarmView(alarm);
      const difference = differenceOf(before, toAlarmView(after));
      if (difference === null) return before;

      if (after.widgetId !== alarm.widgetId) await this.requireRoom(actor, after.widgetId);
      const ended = after.isActive ? [] : await this.endRings(id, context.now);
      await this.alarms.update(after);
      const ids = { alarmId: id, widgetId: after.widgetId };
      this.events.record(new AlarmUpdated(actor.id, { ...ids, ...difference }));
      if (ended.length > 0) this.events.record(dismissedEvent(actor.id, after, ended));
      return toAlarmView(after);
    });
  }

  /** Deletes an alarm with the history of its rings; throws AlarmNotFound, StaleVersionError. */
  remove(actor: Actor, id: string, expectedVersion?: number): Promise<void> {
    return this.uow.run(async () => {
      const alarm = found(await this.alarms.lock(actor.id, id));
      requireVersion(expectedVersion, alarm.version);
      await this.alarms.delete(actor.id, id);
      const { widgetId } = alarm;
      this.events.record(new AlarmDeleted(actor.id, { alarmId: id, widgetId, before: toAlarmView(alarm) }));
    });
  }

  private contextOf({ timeZone }: Actor): PlanContext {
    return { timeZone, now: this.clock.now() };
  }

  private async contextOfChange(
    actor: Actor,
    alarm: Alarm,
    { timeZone = alarm.timeZone }: AlarmChanges,
  ): Promise<PlanContext> {
    const context = this.contextOf(actor);
    const behind = readingsBehind([{ ...alarm, timeZone, userZone: actor.timeZone }], context.now);
    return { ...context, rung: (await this.rings.rungAfter(behind)).get(alarm.id) };
  }

  private async insert(alarm: Alarm): Promise<void> {
    try {
      await this.alarms.insert(alarm);
    } catch (error) {
      if (isUniqueViolation(error, 'alarms_pkey')) throw new IdTaken();
      throw error;
    }
  }

  private async requireRoom(actor: Actor, widgetId: string): Promise<void> {
    await this.widgets.lockOfType(actor, widgetId, ALARM);
    if (!(await this.alarms.hasRoom(widgetId, ALARM_LIMITS.alarms)))
      throw new AlarmLimitReached(ALARM_LIMITS.alarms);
  }

  private async endRings(id: string, now: Date): Promise<AlarmRing[]> {
    const open = await this.rings.open(id);
    if (open.length > 0)
      await this.rings.dismiss(
        open.map((ring) => ring.id),
        now,
      );
    return open;
  }
}

function toAlarmPage(rows: readonly ListedAlarm[], { limit }: PageRequest): PageOf<AlarmView> {
  return mapPage(
    toPage(rows, limit, ({ createdAtKey, id }) => [createdAtKey, id]),
    toAlarmView,
  );
}

function newAlarm(
  owner: { readonly userId: string; readonly widgetId: string },
  request: NewAlarm,
  context: PlanContext,
): Alarm {
  const alarm: Alarm = {
    id: request.id?.toLowerCase() ?? uuidv7(context.now.getTime()),
    ...owner,
    ...newFields(request, context),
    ...UNPLANNED,
    version: 1,
    createdAt: context.now,
    updatedAt: context.now,
  };
  return planned(alarm, context);
}

function found(alarm: Alarm | undefined): Alarm {
  if (!alarm) throw new AlarmNotFound();
  return alarm;
}
