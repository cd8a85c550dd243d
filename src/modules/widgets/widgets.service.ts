import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/auth/actor.js';
import { InvalidError, requireVersion } from '../../common/errors/app-error.js';
import { uuidv7 } from '../../common/ids/uuid.js';
import { mapPage, toPage, type PageOf, type PageRequest } from '../../common/paging/page.js';
import { Clock } from '../../common/time/clock.js';
import { parseDateRule } from '../../common/time/recurrence/parse.js';
import { isUniqueViolation } from '../../platform/database/postgres-errors.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventLog } from '../../platform/events/event-log.js';
import { preparesSettings } from './prepares-settings.contract.js';
import { checkedSettings } from './widget-settings.js';
import type { WidgetType } from './widget-type.contract.js';
import { WidgetTypeRegistry } from './widget-type.registry.js';
import type { Widget } from './widget.entity.js';
import { WidgetNotFound, type Frequency, type WidgetView } from './widgets.contract.js';
import { IdTaken, WidgetLimitReached, WidgetTypeMismatch } from './widgets.errors.js';
import { WidgetCreated, WidgetDeleted, WidgetUpdated } from './widgets.events.js';
import { WidgetsRepository, type WidgetFilter } from './widgets.repository.js';

const MAX_WIDGETS = 500;

/** What a new widget is made from. */
export interface NewWidget {
  readonly id?: string;
  readonly type: string;
  readonly title: string;
  readonly frequency: Frequency;
  readonly rrule?: string;
  readonly category?: string | null;
  readonly importance: number;
  readonly settings?: object;
  readonly isActive: boolean;
  readonly isPinned: boolean;
}

/** Fields to change; what is left out stays. */
export type WidgetChanges = Partial<Omit<NewWidget, 'id' | 'type' | 'rrule'>> & {
  readonly rrule?: string | null;
};

/** The widgets of a user. */
@Injectable()
export class WidgetsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly types: WidgetTypeRegistry,
    private readonly widgets: WidgetsRepository,
  ) {}

  /** One page of the user's widgets, oldest first. */
  async list(actor: Actor, filter: WidgetFilter, page: PageRequest): Promise<PageOf<WidgetView>> {
    const rows = await this.widgets.list(actor.id, filter, page);
    return mapPage(
      toPage(rows, page.limit, ({ createdAtKey, id }) => [createdAtKey, id]),
      toWidgetView,
    );
  }

  /** One widget; throws WidgetNotFound. */
  async get(actor: Actor, id: string): Promise<WidgetView> {
    return toWidgetView(found(await this.widgets.find(actor.id, id)));
  }

  /** One widget of the type that a sub-resource belongs to; throws WidgetNotFound or WidgetTypeMismatch. */
  async requireOfType(actor: Actor, id: string, type: string): Promise<WidgetView> {
    return ofType(await this.widgets.find(actor.id, id), type);
  }

  /**
   * The same inside a unit of work; nobody else adds anything to the widget until that ends, so what is counted from here
   * on stays true.
   */
  async lockOfType(actor: Actor, id: string, type: string): Promise<WidgetView> {
    return ofType(await this.widgets.lockContents(actor.id, id), type);
  }

  /** Adds a widget; throws IdTaken, WidgetTypeUnknown, WidgetLimitReached. */
  async create(actor: Actor, request: NewWidget): Promise<WidgetView> {
    const type = this.types.require(request.type);
    requireRuleForCustom(request.frequency, request.rrule ?? null);
    const settings = await this.prepared(actor, type, {}, request.settings);
    const now = this.clock.now();
    const widget: Widget = {
      id: request.id ?? uuidv7(now.getTime()),
      userId: actor.id,
      type: type.key,
      title: request.title,
      frequency: request.frequency,
      rrule: request.rrule ?? null,
      category: request.category ?? null,
      importance: request.importance,
      settings,
      isActive: request.isActive,
      isPinned: request.isPinned,
      version: 1,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    };
    await this.uow.run(async () => {
      await this.widgets.lockOwner(actor.id);
      if ((await this.widgets.count(actor.id)) >= MAX_WIDGETS) throw new WidgetLimitReached(MAX_WIDGETS);
      await this.insert(widget);
      this.events.record(new WidgetCreated(actor.id, { widgetId: widget.id, after: toWidgetView(widget) }));
    });
    return toWidgetView(widget);
  }

  /** Changes fields; throws WidgetNotFound, StaleVersionError. */
  async update(
    actor: Actor,
    id: string,
    given: WidgetChanges,
    expectedVersion?: number,
  ): Promise<WidgetView> {
    const changes = await this.completed(actor, id, given);
    return this.uow.run(async () => {
      const widget = found(await this.widgets.lock(actor.id, id));
      requireVersion(expectedVersion, widget.version);
      const before = toWidgetView(widget);
      const after = await this.changed(widget, changes);
      const changedFields = fieldsThatDiffer(before, toWidgetView(after));
      if (changedFields.length === 0) return before;

      const saved = { ...after, version: widget.version + 1, updatedAt: this.clock.now() };
      await this.widgets.update(id, {
        title: saved.title,
        frequency: saved.frequency,
        rrule: saved.rrule,
        category: saved.category,
        importance: saved.importance,
        settings: saved.settings,
        isActive: saved.isActive,
        isPinned: saved.isPinned,
        version: saved.version,
        updatedAt: saved.updatedAt,
      });
      const view = toWidgetView(saved);
      this.events.record(
        new WidgetUpdated(actor.id, {
          widgetId: id,
          before: pick(before, changedFields),
          after: pick(view, changedFields),
        }),
      );
      return view;
    });
  }

  /** Deletes a widget with what is below it; throws WidgetNotFound, StaleVersionError. */
  remove(actor: Actor, id: string, expectedVersion?: number): Promise<void> {
    return this.uow.run(async () => {
      const widget = found(await this.widgets.lock(actor.id, id));
      requireVersion(expectedVersion, widget.version);
      await this.widgets.update(id, { deletedAt: this.clock.now(), version: widget.version + 1 });
      this.events.record(new WidgetDeleted(actor.id, { widgetId: id, before: toWidgetView(widget) }));
    });
  }

  /** Changes with what the type looks up for its settings, before anything is locked. */
  private async completed(actor: Actor, id: string, changes: WidgetChanges): Promise<WidgetChanges> {
    const { settings: given } = changes;
    if (!given) return changes;
    const { type: key, settings: before } = found(await this.widgets.find(actor.id, id));
    const type = this.types.require(key);
    if (!preparesSettings(type)) return changes;
    const prepared = await this.prepared(actor, type, before, given);
    const differing = Object.entries(prepared).filter(
      ([field, value]) => field in given || value !== Reflect.get(before, field),
    );
    return { ...changes, settings: { ...given, ...Object.fromEntries(differing) } };
  }

  private async prepared(
    actor: Actor,
    type: WidgetType,
    before: object,
    given: object = {},
  ): Promise<object> {
    const settings = await checkedSettings(type, before, given);
    return preparesSettings(type) ? type.prepareSettings(settings, { actor, given, before }) : settings;
  }

  private async insert(widget: Widget): Promise<void> {
    try {
      await this.widgets.insert(widget);
    } catch (error) {
      if (isUniqueViolation(error, 'widgets_pkey')) throw new IdTaken();
      throw error;
    }
  }

  private async changed(widget: Widget, changes: WidgetChanges): Promise<Widget> {
    const { settings, ...fields } = changes;
    const given = Object.fromEntries(
      Object.entries<unknown>(fields).filter(([, value]) => value !== undefined),
    );
    const changed = { ...widget, ...given };
    if (changed.frequency !== 'custom' && changes.rrule === undefined) changed.rrule = null;
    requireRuleForCustom(changed.frequency, changed.rrule);
    if (settings)
      changed.settings = await checkedSettings(this.types.require(widget.type), widget.settings, settings);
    return changed;
  }
}

function found(widget: Widget | undefined): Widget {
  if (!widget) throw new WidgetNotFound();
  return widget;
}

function ofType(widget: Widget | undefined, type: string): WidgetView {
  const view = toWidgetView(found(widget));
  if (view.type !== type) throw new WidgetTypeMismatch(view.type, type);
  return view;
}

function requireRuleForCustom(frequency: string, rrule: string | null): void {
  if (frequency === 'custom' && rrule === null) {
    throw InvalidError.field(
      'rrule',
      'is required with the frequency custom, such as FREQ=WEEKLY;BYDAY=MO,TH',
    );
  }
  if (frequency !== 'custom' && rrule !== null)
    throw InvalidError.field('rrule', 'is only for the frequency custom');
  if (rrule !== null) parseDateRule(rrule);
}

function toWidgetView(widget: Widget): WidgetView {
  return {
    id: widget.id,
    type: widget.type,
    title: widget.title,
    frequency: widget.frequency as Frequency,
    rrule: widget.rrule,
    category: widget.category,
    importance: widget.importance,
    settings: widget.settings,
    isActive: widget.isActive,
    isPinned: widget.isPinned,
    version: widget.version,
    createdAt: widget.createdAt.toISOString(),
    updatedAt: widget.updatedAt.toISOString(),
  };
}

const CHANGEABLE = [
  'title',
  'frequency',
  'rrule',
  'category',
  'importance',
  'settings',
  'isActive',
  'isPinned',
] as const;

type Changeable = (typeof CHANGEABLE)[number];

function fieldsThatDiffer(before: WidgetView, after: WidgetView): Changeable[] {
  return CHANGEABLE.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

function pick(view: WidgetView, fields: readonly Changeable[]): Partial<WidgetView> {
  return Object.fromEntries(fields.map((field) => [field, view[field]]));
}
