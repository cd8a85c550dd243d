import { ConsecutiveBreaker, CountBreaker, type CircuitState, type IBreaker } from 'cockatiel';

const WINDOW = { size: 20, minimumNumberOfCalls: 10, threshold: 0.5 };

/** Opens a breaker after so many failures in a row, or when most of the last twenty calls failed. */
export class TripRule implements IBreaker {
  /** Breakers are not carried over to another process. */
  readonly state = null;
  private readonly consecutive: ConsecutiveBreaker;
  private readonly share = new CountBreaker(WINDOW);

  constructor(consecutiveFailures: number) {
    this.consecutive = new ConsecutiveBreaker(consecutiveFailures);
  }

  success(state: CircuitState): void {
    this.consecutive.success();
    this.share.success(state);
  }

  failure(state: CircuitState): boolean {
    const isRow = this.consecutive.failure();
    return this.share.failure(state) || isRow;
  }
}
