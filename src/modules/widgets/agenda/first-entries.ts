import { localDateTimeOf } from '../../../common/time/moment.js';
import type { LocalDate } from '../../../common/time/local-date.js';
import { userDay } from '../../../common/time/user-day.js';
import type { AgendaEntries, AgendaEntry, AgendaSpan } from '../agenda-source.contract.js';
import type { AgendaEntryView } from './agenda.contract.js';

/** The sort key of an entry: its day, its rank on it, its moment, its type, its id, its occurrence. */
export type AgendaKey = readonly [
  date: string,
  rank: number,
  seconds: number,
  type: string,
  id: string,
  occurrence: string,
];

interface Kept {
  readonly key: AgendaKey;
  readonly view: AgendaEntryView;
}

const OVERDUE = 0;
const ALL_DAY = 1;
const TIMED = 2;

/** The first entries of a span behind a key, in order; no more are kept than are wanted, or a few times as many. */
export class FirstEntries {
  private kept: Kept[] = [];
  private until: LocalDate;
  /** Whether entries of the span may be missing. */
  isCutShort = false;

  constructor(
    private readonly span: Pick<AgendaSpan, 'first' | 'last' | 'rules'>,
    private readonly limit: number,
    private readonly after: AgendaKey | null,
  ) {
    this.until = span.last;
  }

  /** Takes the entries of one type. */
  ofType(type: string): AgendaEntries {
    const lastDay = (): LocalDate => this.until;
    return {
      get lastDay() {
        return lastDay();
      },
      add: (entry) => {
        this.add(type, entry);
      },
      endOn: (day) => {
        this.isCutShort ||= day < this.until;
        if (day < this.until) this.until = day;
      },
      cutShort: () => {
        this.isCutShort = true;
      },
    };
  }

  inOrder(): readonly AgendaEntryView[] {
    this.trim();
    return this.kept.map(({ view }) => view);
  }

  /** The key that entries after these first ones are behind. */
  keyAt(index: number): AgendaKey | undefined {
    return this.kept[index]?.key;
  }

  private add(type: string, entry: AgendaEntry): void {
    const { first } = this.span;
    if (entry.date < first || entry.date > this.until) return;
    const view = this.viewOf(type, entry);
    const key = keyOf(view);
    if (this.after !== null && compare(key, this.after) <= 0) return;
    this.kept.push({ key, view });
    if (this.kept.length >= 2 * this.limit) this.trim();
  }

  private trim(): void {
    this.kept = this.kept
      .filter(({ view }) => view.date <= this.until)
      .sort((a, b) => compare(a.key, b.key))
      .slice(0, this.limit);
    const last = this.kept[this.limit - 1];
    if (last) this.until = last.view.date;
  }

  private viewOf(type: string, { date, at, endsAt, ...entry }: AgendaEntry): AgendaEntryView {
    const { rules } = this.span;
    const isBegun = at !== null && userDay(at, rules) !== date;
    const time = at === null || isBegun ? null : localDateTimeOf(at, rules.timeZone).slice(11, 16);
    return {
      ...{ date, time },
      at: at?.toISOString() ?? null,
      endsAt: endsAt?.toISOString() ?? null,
      isAllDay: at === null,
      type,
      ...entry,
    };
  }
}

function keyOf({ date, time, at, type, id, occurrence, isOverdue }: AgendaEntryView): AgendaKey {
  const rank = time !== null ? TIMED : isOverdue ? OVERDUE : ALL_DAY;
  return [date, rank, at === null ? 0 : Math.floor(Date.parse(at) / 1_000), type, id, occurrence];
}

function compare(a: AgendaKey, b: AgendaKey): number {
  for (const [i, part] of a.entries()) {
    const other = b[i];
    if (other !== undefined && part !== other) return part < other ? -1 : 1;
  }
  return 0;
}
