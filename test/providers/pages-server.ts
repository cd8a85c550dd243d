import { readFileSync, existsSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { ProviderServer, type ReceivedRequest, type Reply } from './provider-server.js';
import { html, reply } from './replies.js';

const TYPES = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.pdf', 'application/pdf'],
]);

/** A web site: serves a folder, and pages that a test gives. */
export class PagesServer extends ProviderServer {
  private readonly pages = new Map<string, Reply>();

  constructor(private readonly folder?: string) {
    super();
  }

  /** Adds a page, either as markup or as a reply that misbehaves, and returns its address. */
  page(path: string, content: string | Reply): string {
    this.pages.set(path, typeof content === 'string' ? html(content) : content);
    return `${this.url}${path}`;
  }

  protected answer(request: ReceivedRequest, response: ServerResponse): void {
    const path = decodeURIComponent(new URL(request.url, this.url).pathname);
    const given = this.pages.get(path) ?? this.fromFolder(path) ?? reply(404, 'not found');
    given(request, response);
  }

  private fromFolder(path: string): Reply | undefined {
    if (this.folder === undefined) return undefined;
    const file = join(this.folder, normalize(path));
    if (!existsSync(file) || !statSync(file).isFile()) return undefined;
    const type = TYPES.get(extname(file)) ?? 'application/octet-stream';
    return reply(200, readFileSync(file), { 'content-type': type });
  }
}
