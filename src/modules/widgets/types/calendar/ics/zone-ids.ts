const LONGEST_NAME = 200;
const ESCAPED = /\\([\\;,:"nN])/g;

/** A TZID as a text: programs write it with the escapes of TEXT, in quotes, or with the name of the parameter. */
export function zoneIdOf(written: string): string {
  return written
    .slice(0, 2 * LONGEST_NAME)
    .normalize('NFC')
    .replace(ESCAPED, (_, sign: string) => (sign.toLowerCase() === 'n' ? ' ' : sign))
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .replace(/^TZID=/i, '')
    .replace(/^"(.*)"$/, '$1')
    .trim()
    .slice(0, LONGEST_NAME);
}

/** Other spellings of a TZID that mean the same: without the path of a program, in small letters, without escapes' rests. */
export function zoneIdsLike(id: string): string[] {
  const bare = id.replace(/^\/[^/]+\/[^/]+\/(?=[A-Z])/, '').replace(/^\/+/, '');
  const plain = bare.replaceAll('\\', '').replaceAll('"', '').trim();
  return [...new Set([bare, plain, plain.toLowerCase()])].filter(
    (spelling) => spelling !== id && spelling !== '',
  );
}
