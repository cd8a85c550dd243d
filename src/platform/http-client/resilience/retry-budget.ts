const SHARE = 0.2;
const RESERVE = 3;
const MOST = 10;

/**
 * Lets at most a fifth of the calls be sent again, and a few at the start: when everything fails, repeating everything
 * would keep the other side down.
 */
export class RetryBudget {
  private left = RESERVE;

  /** A call was made for the first time. */
  earn(): void {
    this.left = Math.min(this.left + SHARE, MOST);
  }

  /** Whether one more may be sent again; if so it is taken. */
  spend(): boolean {
    // A fifth has no exact form, and five of them have to be one.
    if (this.left < 1 - 1e-9) return false;
    this.left -= 1;
    return true;
  }
}
