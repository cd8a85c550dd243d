import type { Actor } from '../../common/auth/actor.js';
import type { WidgetType } from './widget-type.contract.js';

/** What settings are prepared for. */
export interface SettingsContext {
  readonly actor: Actor;
  /** The fields that this request gives. */
  readonly given: object;
  /** The widget's settings before it; empty for a new widget. */
  readonly before: object;
}

/**
 * A capability of a widget type: it completes checked settings by what has to be looked up, outside of any transaction.
 * Throws InvalidError on a field below `settings`, and UpstreamError if it can't look.
 */
export interface PreparesSettings<Settings extends object = object> {
  prepareSettings(settings: Settings, context: SettingsContext): Promise<Settings>;
}

/** Whether a type prepares its settings. */
export function preparesSettings(type: WidgetType): type is WidgetType & PreparesSettings {
  return 'prepareSettings' in type && typeof type.prepareSettings === 'function';
}
