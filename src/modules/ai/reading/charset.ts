const BOMS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];
/** A page that names its own charset does so near its top. */
const META_BYTES = 2_048;
const META = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)|^\s*<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i;

/**
 * Text of a page whose charset is said by a byte order mark, the header or the page itself, in this order, or by none.
 * What is said is often wrong in two ways, so those are put right: UTF-8 that is declared as Latin, and the reverse.
 */
export function decodeText(bytes: Buffer, contentType: string | undefined): string {
  const marked = BOMS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  if (marked) return decode(bytes, marked[0]);

  const declared = knownLabel(headerCharset(contentType)) ?? knownLabel(metaCharset(bytes)) ?? 'utf-8';
  if (declared !== 'utf-8' && declared !== 'windows-1252') return decode(bytes, declared);
  const text = decode(bytes, 'utf-8');
  return isMostlyBroken(text) ? decode(bytes, 'windows-1252') : text;
}

function headerCharset(contentType = ''): string | undefined {
  return /charset\s*=\s*["']?([\w-]+)/i.exec(contentType)?.[1];
}

function metaCharset(bytes: Buffer): string | undefined {
  const found = META.exec(bytes.subarray(0, META_BYTES).toString('latin1'));
  const label = found?.[1] ?? found?.[2];
  // A label that was read byte by byte can't be that of UTF-16.
  return label?.toLowerCase().startsWith('utf-16') ? 'utf-8' : label;
}

/** The standard's name of a charset (`latin1` is `windows-1252` on the web); undefined for one that nobody knows. */
function knownLabel(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

function decode(bytes: Buffer, charset: string): string {
  return new TextDecoder(charset).decode(bytes);
}

/** Whether more of the letters beyond ASCII are broken than whole. */
function isMostlyBroken(text: string): boolean {
  const broken = text.match(/\uFFFD/g)?.length ?? 0;
  if (broken === 0) return false;
  const whole = text.match(/[^\0-\x7F\uFFFD]/g)?.length ?? 0;
  return broken > whole;
}
