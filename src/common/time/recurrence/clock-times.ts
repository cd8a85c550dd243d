import { SECONDS_PER_DAY } from '../civil.js';
import { countBelow, elementAt } from '../sorted.js';

/** Ascending times of a day (or of an hour, a minute) as hours × minutes × seconds, which are never multiplied out. */
export class ClockTimes {
  readonly size: number;
  private readonly perHour: number;

  constructor(
    private readonly hours: readonly number[],
    private readonly minutes: readonly number[],
    private readonly seconds: readonly number[],
  ) {
    this.perHour = minutes.length * seconds.length;
    this.size = hours.length * this.perHour;
  }

  /** The seconds from the beginning of the day (hour, minute) to the time at this index. */
  at(index: number): number {
    const hour = elementAt(this.hours, Math.floor(index / this.perHour));
    const minute = elementAt(this.minutes, Math.floor((index % this.perHour) / this.seconds.length));
    return hour * 3_600 + minute * 60 + elementAt(this.seconds, index % this.seconds.length);
  }

  /** The first time that is not before this second of the day, or the end of the day when none is. */
  firstFrom(second: number): number {
    const hour = Math.floor(second / 3_600);
    const hours = countBelow(hour, this.hours.length, (index) => elementAt(this.hours, index));
    const begin = hours * this.perHour;
    const end = Math.min(begin + this.perHour + 1, this.size);
    const index = begin + countBelow(second, end - begin, (position) => this.at(begin + position));
    return index < this.size ? this.at(index) : SECONDS_PER_DAY;
  }

  /** Whether some time leaves this remainder when divided. */
  hasRemainder(remainder: number, divisor: number): boolean {
    for (let index = 0; index < this.size; index += 1) {
      if (this.at(index) % divisor === remainder) return true;
    }
    return false;
  }
}
