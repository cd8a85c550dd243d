import type { WidgetSize } from './widget-type.contract.js';

/** A kind of widget that this installation offers. */
export class WidgetTypeResponse {
  /**
   * Key of the type.
   * @example "todo"
   */
  type: string;
  /**
   * Display name.
   * @example "To-do list"
   */
  name: string;
  /**
   * What the type is for.
   * @example "Tasks, one-off or recurring, with what is due today"
   */
  about: string;
  /**
   * JSON Schema of the settings.
   * @example { "type": "object", "properties": {} }
   */
  settingsSchema: Record<string, unknown>;
  /**
   * Default size on a board.
   * @example "medium"
   */
  defaultSize: WidgetSize;
  /**
   * Maximum number of items per widget, by kind.
   * @example { "tasks": 10000 }
   */
  limits: Record<string, number>;
}
