import { Clock } from '../../src/common/time/clock.js';

/** A clock that stands still until a test moves it. */
export class FakeClock extends Clock {
  private moment: number;

  constructor(start: string) {
    super();
    this.moment = Date.parse(start);
  }

  override now(): Date {
    return new Date(this.moment);
  }

  set(moment: string): void {
    this.moment = Date.parse(moment);
  }

  advance(milliseconds: number): void {
    this.moment += milliseconds;
  }
}
