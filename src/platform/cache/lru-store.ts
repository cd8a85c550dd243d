/** A Map that keeps what was used last and forgets the rest, so that its texts together stay below a size. */
export class LruStore extends Map<string, string> {
  private characters = 0;

  constructor(private readonly maxCharacters: number) {
    super();
  }

  override get(key: string): string | undefined {
    const value = super.get(key);
    if (value === undefined) return undefined;
    // A Map keeps the order of insertion: what is put in again is the youngest.
    super.delete(key);
    super.set(key, value);
    return value;
  }

  override set(key: string, value: string): this {
    this.delete(key);
    super.set(key, value);
    this.characters += key.length + value.length;
    for (const oldest of this.keys()) {
      if (this.characters <= this.maxCharacters) break;
      this.delete(oldest);
    }
    return this;
  }

  override delete(key: string): boolean {
    const value = super.get(key);
    if (value === undefined) return false;
    this.characters -= key.length + value.length;
    return super.delete(key);
  }

  override clear(): void {
    super.clear();
    this.characters = 0;
  }
}
