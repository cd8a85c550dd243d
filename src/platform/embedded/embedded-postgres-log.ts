/** Where the embedded server tells what it does: an event's name and its fields. A pino logger fits. */
export interface EmbeddedPostgresLog {
  info(fields: object, event: string): void;
  warn(fields: object, event: string): void;
}
