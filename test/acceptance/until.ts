import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until the answer is as wished, and gives it; a test in which it never is is ended by Jest. */
export async function until<T>(ask: () => Promise<T> | T, isWished: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isWished(answer)) return answer;
    await delay(50);
  }
}
