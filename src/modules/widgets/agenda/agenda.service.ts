import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../common/auth/actor.js';
import type { KeyPart } from '../../../common/paging/cursor.js';
import type { PageRequest, TextPage } from '../../../common/paging/page.js';
import { Clock } from '../../../common/time/clock.js';
import { parseLocalDate } from '../../../common/time/local-date.js';
import { AgendaSourceRegistry } from './agenda-source.registry.js';
import { spanFrom, spanOf, type SpanRequest } from './agenda-span.js';
import { FirstEntries, type AgendaKey } from './first-entries.js';

/** What the sort key of an agenda is made of. */
export const AGENDA_KEY: readonly KeyPart[] = ['date', 'integer', 'integer', 'text', 'uuid', 'text'];

/** What the widgets of a user hold for days: what is to do, what happens, what rings. */
@Injectable()
export class AgendaService {
  constructor(
    private readonly clock: Clock,
    private readonly sources: AgendaSourceRegistry,
  ) {}

  /** A page of the entries of a span, by day and time; throws InvalidError. */
  async page(actor: Actor, request: SpanRequest, { limit, after }: PageRequest): Promise<TextPage> {
    const { id: userId, timeZone, dayStart } = actor;
    const span = spanOf(request, { userId, rules: { timeZone, dayStart }, now: this.clock.now() });
    const key = after && readKey(after);
    const rest = key ? spanFrom(span, parseLocalDate(key[0])) : span;
    // One more tells whether there are more.
    const entries = new FirstEntries(rest, limit + 1, key);
    for (const source of this.sources.all()) await source.collect(rest, entries.ofType(source.key));

    const rows = entries.inOrder();
    const hasMore = rows.length > limit;
    const last = hasMore ? entries.keyAt(limit - 1) : undefined;
    return {
      text: JSON.stringify(rows.slice(0, limit)),
      next: last ? last.map(String) : null,
      meta: { truncated: !hasMore && entries.isCutShort },
    };
  }
}

function readKey([
  date = '',
  rank = '',
  seconds = '',
  type = '',
  id = '',
  occurrence = '',
]: readonly string[]): AgendaKey {
  return [date, Number(rank), Number(seconds), type, id, occurrence];
}
