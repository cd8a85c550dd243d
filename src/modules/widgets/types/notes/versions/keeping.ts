/** The text of a note. */
export interface NoteText {
  readonly title: string | null;
  readonly body: string;
}

/** A text that another one is about to replace: when it was written, and when a text of its note was kept last. */
export interface FormerText extends NoteText {
  readonly writtenAt: Date;
  readonly keptAt: Date | null;
}

/** Most former texts of a note; the oldest go first. */
export const MOST_VERSIONS = 100;

const SHORT_MS = 5 * 60_000;
const FEW = 100;

/**
 * Whether a text is worth keeping when another one takes its place. While somebody is typing, programs save every few
 * seconds: of texts that stood only shortly one in five minutes is kept. But what takes more than a few words away is no
 * typing, and then the text that it takes them from is kept always.
 */
export function isKept(former: FormerText, next: NoteText, now: Date): boolean {
  const isShort = (since: Date | null): boolean =>
    since !== null && now.getTime() - since.getTime() < SHORT_MS;
  if (!isShort(former.writtenAt) || !isShort(former.keptAt)) return true;
  return charactersGone(former.title ?? '', next.title ?? '') + charactersGone(former.body, next.body) > FEW;
}

/** How many characters lie between what two texts have in common at their beginning and at their end. */
export function charactersGone(former: string, next: string): number {
  const shorter = Math.min(former.length, next.length);
  let begin = 0;
  while (begin < shorter && former[begin] === next[begin]) begin += 1;
  let end = 0;
  while (end < shorter - begin && former.at(-1 - end) === next.at(-1 - end)) end += 1;
  return former.length - begin - end;
}
