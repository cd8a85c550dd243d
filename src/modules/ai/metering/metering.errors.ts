import { TooManyError } from '../../../common/errors/app-error.js';

const WHOSE = { user: 'your', installation: "this installation's" } as const;

/** Whose budget has no room. */
export type BudgetOwner = keyof typeof WHOSE;

/** The call could cost more than what is left of a budget, so it was not made. */
export class BudgetExhausted extends TooManyError {
  /** @param retryAfter seconds until the next month begins */
  constructor(owner: BudgetOwner, retryAfter: number) {
    super('ai_budget_exhausted', `${WHOSE[owner]} AI budget for this month is used up`, { retryAfter });
  }
}
