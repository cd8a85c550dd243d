import { expect, it } from '@jest/globals';
import { Logger } from '../../platform/logging/logger.js';
import { QuietLogger } from './quiet-logger.js';

class Lines extends Logger {
  override level = 'debug';
  readonly lines: string[] = [];
  override debug = (_: object, event: string): unknown => this.lines.push(`debug ${event}`);
  override info = (_: object, event: string): unknown => this.lines.push(`info ${event}`);
  override warn = (_: object, event: string): unknown => this.lines.push(`warn ${event}`);
  override error = (_: object, event: string): unknown => this.lines.push(`error ${event}`);
  override flush = (): unknown => this.lines.push('flushed');
}

it('passes on warnings and errors, and nothing else', () => {
  const all = new Lines();
  const quiet: Logger = new QuietLogger(all);

  for (const level of ['debug', 'info', 'warn', 'error'] as const) quiet[level]({}, 'told');
  quiet.flush();

  expect(all.lines).toEqual(['warn told', 'error told', 'flushed']);
});
