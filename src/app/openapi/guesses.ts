import type { Route } from '../../common/http/endpoint.js';
import { child, type Operation } from './walk.js';

/**
 * Removes what Swagger's compiler plugin guessed from the type of a method: the status is the endpoint's own, and what
 * the method returns is put into the envelope.
 */
export function removeGuesses(
  operations: readonly Operation[],
  routeOf: (operation: Operation) => Route | undefined,
): void {
  for (const operation of operations) {
    const route = routeOf(operation);
    if (!route) continue;
    const own = String(route.status ?? 200);
    const responses = Object.entries(child(operation.facts, 'responses'));
    operation.facts.responses = Object.fromEntries(responses.filter(([status]) => status === own));
  }
}
