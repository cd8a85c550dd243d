import { LruStore } from '../../platform/cache/lru-store.js';

const MAX_CHARACTERS = 16_000_000;

/** A board as text, with its version. */
export interface BoardText {
  readonly version: string;
  readonly text: string;
}

/**
 * The boards that this process sent of late. The database still says at each request which version counts, so a text is
 * never out of date; holding it only saves sending it from there again.
 */
export class BoardTexts {
  private readonly texts = new LruStore(MAX_CHARACTERS);

  get(userId: string, date: string): BoardText | undefined {
    const held = this.texts.get(`${userId}.${date}`);
    if (held === undefined) return undefined;
    const end = held.indexOf(':');
    return { version: held.slice(0, end), text: held.slice(end + 1) };
  }

  set(userId: string, date: string, { version, text }: BoardText): void {
    this.texts.set(`${userId}.${date}`, `${version}:${text}`);
  }
}
