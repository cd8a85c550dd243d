import type { WidgetSize } from './widget-type.contract.js';

/** A kind of widget that this installation offers. */
export class WidgetTypeResponse {
  /** @example "todo" */
  type: string;
  /** @example "To-do list" */
  name: string;
  /** @example "Tasks, one-off or recurring, with what is due today" */
  about: string;
  /**
   * JSON Schema of the settings.
   * @example { "type": "object", "properties": {} }
   */
  settingsSchema: Record<string, unknown>;
  /** @example "medium" */
  defaultSize: WidgetSize;
  /**
   * Largest numbers of things below one widget.
   * @example { "tasks": 10000 }
   */
  limits: Record<string, number>;
}
