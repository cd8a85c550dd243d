import { toLocalSeconds, type LocalDateTime } from '../../../../../common/time/local-date-time.js';
import { nextOccurrence, previousOccurrence } from '../../../../../common/time/recurrence/occurrences.js';
import { parseRule } from '../../../../../common/time/recurrence/parse.js';
import type { Rule } from '../../../../../common/time/recurrence/rule.js';
import type { IcsComponent } from './components.js';
import { readTime } from './values.js';

/** When a clock was set, by the clock before it, and to which offset from UTC, in seconds. */
interface Observance {
  readonly start: LocalDateTime;
  readonly from: number;
  readonly to: number;
  readonly rule: Rule | null;
  /** Local seconds, the start included. */
  readonly times: readonly number[];
}

/** From one onset of a rule to the next. */
interface Span {
  readonly onset: number;
  readonly before: number;
}

// The longest histories of clocks that programs write have some seventy.
const MOST_OBSERVANCES = 300;
const MOST_TIMES_OF_ONE = 300;

/** A zone as a file describes it. */
export class FileZone {
  /** Between two onsets of a rule every time has the same last one, and many are asked for. */
  private readonly spans = new Map<Rule, Span[]>();

  private constructor(
    private readonly observances: readonly Observance[],
    private readonly beforeAll: number,
  ) {}

  /** Null for a description that names no offset. */
  static of(component: IcsComponent): FileZone | null {
    const observances = component.children
      .slice(0, MOST_OBSERVANCES)
      .flatMap((child) => observanceOf(child) ?? []);
    const [first] = observances.toSorted((a, b) => (a.start < b.start ? -1 : 1));
    return first ? new FileZone(observances, first.from) : null;
  }

  /** Seconds to add to UTC for what the clock of the zone shows, when it shows this. */
  offsetOf(localSeconds: number): number {
    let latest = -Infinity;
    let offset: number | null = null;
    for (const observance of this.observances) {
      const onset = this.lastOnset(observance, localSeconds);
      if (onset > latest) {
        latest = onset;
        offset = observance.to;
      }
    }
    return offset ?? this.beforeAll;
  }

  private lastOnset({ rule, start, times }: Observance, localSeconds: number): number {
    const single = times.filter((time) => time <= localSeconds);
    return Math.max(-Infinity, ...single, rule ? this.spanOf(rule, start, localSeconds).onset : -Infinity);
  }

  private spanOf(rule: Rule, start: LocalDateTime, localSeconds: number): Span {
    const known = this.spans.get(rule) ?? [];
    const found = known.find(({ onset, before }) => onset <= localSeconds && localSeconds < before);
    if (found) return found;
    const span = spanAround(rule, start, localSeconds);
    this.spans.set(rule, [...known, span]);
    return span;
  }
}

function spanAround(rule: Rule, start: LocalDateTime, localSeconds: number): Span {
  const series = { rule, start, timeZone: 'UTC' };
  const last = previousOccurrence(series, new Date((localSeconds + 1) * 1_000));
  const next = nextOccurrence(series, new Date(localSeconds * 1_000));
  return {
    onset: last ? last.at.getTime() / 1_000 : -Infinity,
    before: next ? next.at.getTime() / 1_000 : Infinity,
  };
}

function observanceOf(component: IcsComponent): Observance | null {
  const valueOf = (name: string): string =>
    component.properties.find((property) => property.name === name)?.value ?? '';
  const start = readTime(valueOf('DTSTART'));
  const to = offsetFrom(valueOf('TZOFFSETTO'));
  if (start === null || to === null) return null;

  const from = offsetFrom(valueOf('TZOFFSETFROM')) ?? to;
  const rdates = component.properties
    .filter(({ name }) => name === 'RDATE')
    .flatMap(({ value }) => value.split(','))
    .slice(0, MOST_TIMES_OF_ONE)
    .flatMap((value) => readTime(value) ?? []);
  const rule = valueOf('RRULE');
  return {
    ...{ start: start.local, from, to },
    rule: rule === '' ? null : ruleOf(rule, from),
    times: [start, ...rdates].map(({ local }) => toLocalSeconds(local)),
  };
}

/** The rule of an onset, which is read on the clock before it, so that its end has to be as well. */
function ruleOf(text: string, offset: number): Rule | null {
  try {
    const rule = parseRule(text);
    // Clocks are set by the year; whatever else a file has could cost any time.
    if (rule.frequency !== 'YEARLY') return null;
    if (rule.until?.kind !== 'utc') return rule;
    return { ...rule, until: { kind: 'local', localSeconds: rule.until.epochSeconds + offset } };
  } catch {
    return null;
  }
}

function offsetFrom(text: string): number | null {
  const [, sign, hours, minutes, seconds] = /^([+-])(\d{2})(\d{2})(\d{2})?$/.exec(text.trim()) ?? [];
  if (sign === undefined) return null;
  const size = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds ?? 0);
  return sign === '-' ? -size : size;
}
