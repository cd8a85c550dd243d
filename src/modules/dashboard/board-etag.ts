const SHAPE = /^(?:W\/)?"([\w-]+)\.(\d{4}-\d{2}-\d{2})\.(\d{1,19})"$/;

/** What a board's weak tag says: whose, which day, which version of that user's data. */
export interface BoardTag {
  readonly userId: string;
  readonly date: string;
  readonly dataVersion: string;
}

/** The `ETag` of a board; every change of what it shows moves the data version. */
export function boardEtag({ userId, date, dataVersion }: BoardTag): string {
  return `W/"${userId}.${date}.${dataVersion}"`;
}

/** The data version that the client has of this user's day, or null. */
export function knownVersion(ifNoneMatch: string | undefined, userId: string, date: string): string | null {
  for (const tag of ifNoneMatch?.split(',') ?? []) {
    const [, user, day, version] = SHAPE.exec(tag.trim()) ?? [];
    if (user === userId && day === date && version !== undefined) return version;
  }
  return null;
}
