import { Clock } from '../../common/time/clock.js';

/** A clock that is put to the moments of a story. */
export class MovableClock extends Clock {
  constructor(private moment: Date) {
    super();
  }

  override now(): Date {
    return new Date(this.moment);
  }

  moveTo(moment: Date): void {
    this.moment = moment;
  }
}
