import { HttpClient, type HttpClientOptions } from '../../../src/platform/http-client/http-client.js';
import { Logger } from '../../../src/platform/logging/logger.js';

/** A client that may reach the servers of a test. */
export function testHttpClient(options: HttpClientOptions = {}): HttpClient {
  return new HttpClient({ allow: ['127.0.0.0/8'], ...options });
}

/** A logger that keeps its lines, to see what is told and what is not. */
export class RecordingLogger extends Logger {
  readonly lines: { readonly level: string; readonly event: string; readonly fields: object }[] = [];
  level = 'debug';

  debug(fields: object, event: string): void {
    this.lines.push({ level: 'debug', event, fields });
  }

  info(fields: object, event: string): void {
    this.lines.push({ level: 'info', event, fields });
  }

  warn(fields: object, event: string): void {
    this.lines.push({ level: 'warn', event, fields });
  }

  error(fields: object, event: string): void {
    this.lines.push({ level: 'error', event, fields });
  }

  flush(): void {
    this.lines.length = 0;
  }
}
