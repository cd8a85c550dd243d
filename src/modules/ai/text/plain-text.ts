/** Control characters other than line feed, direction overrides, zero-width letters and invisible tags. */
const UNSEEN = /[^\P{C}\n]/gu;
const TAG =
  /<(?:script|style|iframe|noscript|template)\b[\s\S]*?<\/\s*(?:script|style|iframe|noscript|template)\s*>|<[a-z!/?][^<>]*>/gi;
const OPEN_TAG = /<+(?=[a-z!/?])/gi;
const MARKDOWN_IMAGE = /!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])/g;
const BRACKETED_MARKER = /\[\[(\d+)\]\]/g;
/** A citation that the model made a link; the marker stays one. */
const LINKED_MARKER = /\[(\d+)\]\((?:[^()]|\([^()]*\))*\)/g;
const MARKDOWN_LINK = /\[([^\][]+)\]\((?:[^()]|\([^()]*\))*\)/g;
const LINK_DEFINITION = /^ {0,3}\[[^\]]+\]:.*$/gm;
const ADDRESS =
  /(?:\b[a-z][a-z\d+.-]{1,20}:\/\/|\b(?:mailto|javascript|data|vbscript|tel|sms):|\bwww\.)[^\s<>"']*|\b(?:[a-z\d-]+\.)+[a-z]{2,}\/[^\s<>"']*/gi;

/** What of a model's text could lead away or run, to be counted where it is removed. */
export const UNSAFE = {
  imageTag: /<(?:img|image|picture|svg)\b[^<>]*>/gi,
  tag: TAG,
  image: MARKDOWN_IMAGE,
  address: ADDRESS,
} as const;

/** Text without anything that a client could take for markup: no tags, no invisible characters. */
export function stripMarkup(text: string): string {
  let before: string;
  let clean = text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(UNSEEN, '');
  do {
    before = clean;
    clean = clean.replace(TAG, ' ');
  } while (clean !== before);
  return clean.replace(OPEN_TAG, '');
}

/** Text without links: what they say stays, where they lead goes. Only the addresses in `allowed` may stand. */
export function stripLinks(text: string, allowed: ReadonlySet<string>): string {
  return text
    .replace(MARKDOWN_IMAGE, '')
    .replace(LINK_DEFINITION, '')
    .replace(BRACKETED_MARKER, '[$1]')
    .replace(LINKED_MARKER, '[$1]')
    .replace(MARKDOWN_LINK, '$1')
    .replace(ADDRESS, (address) => keepAllowed(address, allowed));
}

/** A full stop or bracket after an address belongs to the sentence, unless the address is known to end so. */
function keepAllowed(address: string, allowed: ReadonlySet<string>): string {
  if (isAllowedAddress(address, allowed)) return address;
  const tail = tailOf(address);
  const isOpen = address.slice(0, address.length - tail.length).includes('(');
  return isOpen ? tail.replace(')', '') : tail;
}

/** Whether an address, or what is left of it without the signs that end a sentence, is one of those allowed. */
export function isAllowedAddress(address: string, allowed: ReadonlySet<string>): boolean {
  const ends = Array.from({ length: tailOf(address).length + 1 }, (_, i) => address.length - i);
  return ends.some((end) => allowed.has(address.slice(0, end)));
}

function tailOf(address: string): string {
  return /[.,;:!?)\]}*_]*$/.exec(address)?.[0] ?? '';
}

/** Text that shows its angle brackets, as in `<commit>`, in a shape that can't become a tag. */
export function disarmTags(text: string): string {
  return text.replace(/<(?=[a-z!/?])/gi, '‹').replace(/(‹[^<>‹›\n]{0,200})>/g, '$1›');
}

/** Text without the signs of Markdown's headings, emphasis and code fences. */
export function stripEmphasis(text: string): string {
  return text
    .replace(/^\s*(?:```|~~~).*$/gm, '')
    .replace(/^\s{0,3}#{1,6}\s+/gm, '')
    .replace(/\*\*|__|`/g, '');
}

/** One line, one space between words. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
