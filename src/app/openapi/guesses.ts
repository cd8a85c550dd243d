import { child, isJson, objectsIn, type Operation } from './walk.js';

/**
 * Removes what Swagger's compiler plugin guessed from the type of a method: the status is the endpoint's own, and what
 * the method returns is put into the envelope.
 */
export function removeGuesses(operations: readonly Operation[]): void {
  for (const { facts } of operations) {
    const responses = Object.entries(child(facts, 'responses'));
    if (!responses.some(([, response]) => isEnveloped(response))) continue;
    facts.responses = Object.fromEntries(
      responses.filter(([status, response]) => Number(status) >= 400 || isEnveloped(response)),
    );
  }
}

function isEnveloped(response: unknown): boolean {
  return [...objectsIn(response)].some(
    ({ properties }) => isJson(properties) && 'data' in properties && 'meta' in properties,
  );
}
