import { isAllowedAddress, UNSAFE } from '../../text/plain-text.js';

/** What was taken out of a model's text, for it leads somewhere that no source does, or could run. */
export interface RemovedParts {
  readonly images: number;
  readonly links: number;
  readonly tags: number;
}

/** Counts what plain text can't keep; null where it keeps all. */
export function removedFrom(text: string, allowed: ReadonlySet<string>): RemovedParts | null {
  let rest = text;
  const take = (pattern: RegExp, isCounted: (match: string) => boolean = () => true): number => {
    let count = 0;
    rest = rest.replace(pattern, (match) => {
      if (isCounted(match)) count += 1;
      return ' ';
    });
    return count;
  };
  const imageTags = take(UNSAFE.imageTag);
  const tags = take(UNSAFE.tag);
  const images = imageTags + take(UNSAFE.image);
  const links = take(UNSAFE.address, (address) => !isAllowedAddress(address, allowed));
  return images + links + tags === 0 ? null : { images, links, tags };
}

/** What a reader should know of it. */
export function removedNotice({ images, links, tags }: RemovedParts): string {
  const parts = [counted(images, 'image'), counted(links, 'link'), counted(tags, 'tag')].filter(
    (part) => part !== '',
  );
  const list = [parts.slice(0, -1).join(', '), parts.at(-1)].filter((part) => part !== '').join(' and ');
  const verb = images + links + tags === 1 ? 'was' : 'were';
  return `For safety, ${list} that the model wrote ${verb} removed from this summary.`;
}

function counted(count: number, noun: string): string {
  if (count === 0) return '';
  return count === 1 ? `one ${noun}` : `${count} ${noun}s`;
}
