const SHAPE = /^(?:W\/)?"([\w-]+)\.(\d{4}-\d{2}-\d{2})\.(\d{1,19}\.\d{1,10})"$/;

/** What a board's weak tag says: whose, which day, and the version of the user's data and of the board. */
export interface BoardTag {
  readonly userId: string;
  readonly date: string;
  readonly version: string;
}

/** The `ETag` of a board; every change of what it shows moves the version. */
export function boardEtag({ userId, date, version }: BoardTag): string {
  return `W/"${userId}.${date}.${version}"`;
}

/** The version that the client has of this user's day, or null. */
export function knownVersion(ifNoneMatch: string | undefined, userId: string, date: string): string | null {
  for (const tag of ifNoneMatch?.split(',') ?? []) {
    const [, user, day, version] = SHAPE.exec(tag.trim()) ?? [];
    if (user === userId && day === date && version !== undefined) return version;
  }
  return null;
}
