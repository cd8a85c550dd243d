import { MOST_TIMES } from '../calendar.settings.js';
import type { IcsComponent, IcsProperty } from './components.js';
import type { PlacedTime } from './calendar-clocks.js';
import type { TimeReader } from './time-reader.js';
import { readTime } from './values.js';

/** A VEVENT that cannot be taken, and the line that is to blame. */
export class UnreadableEvent extends Error {
  constructor(
    readonly line: number,
    reason: string,
  ) {
    super(reason);
  }
}

/** The properties of a VEVENT by their names; what they say of times is on clocks that we know. */
export class EventProperties {
  private readonly byName = new Map<string, IcsProperty[]>();

  constructor(
    readonly component: IcsComponent,
    readonly times: TimeReader,
    /** Is told of what is taken otherwise than it is written. */
    readonly note: (line: number, reason: string) => void,
    /** Whether the file changes one of its occurrences and all following ones. */
    readonly hasFollowingChanges = false,
  ) {
    for (const property of component.properties) {
      const same = this.byName.get(property.name);
      if (same) same.push(property);
      else this.byName.set(property.name, [property]);
    }
  }

  all(name: string): readonly IcsProperty[] {
    return this.byName.get(name) ?? [];
  }

  one(name: string): IcsProperty | undefined {
    return this.all(name)[0];
  }

  /** A value of a property as a time; throws UnreadableEvent. */
  placed(property: IcsProperty, value = property.value): PlacedTime {
    const time = readTime(value);
    if (!time)
      throw new UnreadableEvent(property.line, `${property.name} is not a date or a time that exists`);
    return this.times.place(time, property);
  }

  /** The values of properties that are lists; throws UnreadableEvent. */
  values(name: string): [IcsProperty, string][] {
    const values = this.all(name).flatMap((property) =>
      property.value
        .split(',')
        .filter((value) => value.trim() !== '')
        .map((value): [IcsProperty, string] => [property, value]),
    );
    if (values.length > MOST_TIMES.dates)
      throw new UnreadableEvent(this.component.line, `${name} may have at most ${MOST_TIMES.dates} values`);
    return values;
  }
}
