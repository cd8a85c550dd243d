/** Whether the tag is among those of an `If-None-Match` header (RFC 9110 §13.1.2: weak comparison). */
export function matchesAny(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const strong = etag.replace(/^W\//, '');
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === strong);
}
