import { InvalidError } from '../errors/app-error.js';

/** What one of our parsers says is wrong with a text, or undefined. */
export function readingProblem(text: string, parse: (text: string) => unknown): string | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidError) return error.message;
    throw error;
  }
}
