/** A text without a secret. A mark takes its place, so that what was around it can't come together to one. */
export function withoutSecret(text: string, secret: string): string {
  return text.replaceAll(secret, '…');
}

/** Takes a secret out of a text that comes piece by piece; what may be its beginning is kept back until it is known. */
export class SecretFilter {
  private kept = '';

  constructor(private readonly secret: string) {}

  /** What may be passed on now. */
  push(piece: string): string {
    const text = withoutSecret(this.kept + piece, this.secret);
    const end = text.length - this.beginningAtEnd(text);
    this.kept = text.slice(end);
    return text.slice(0, end);
  }

  /** What was kept back and turned out to be no secret. */
  flush(): string {
    const { kept } = this;
    this.kept = '';
    return kept;
  }

  /** How many letters at the end of a text are the first ones of the secret. */
  private beginningAtEnd(text: string): number {
    for (let length = Math.min(text.length, this.secret.length - 1); length > 0; length--) {
      if (text.endsWith(this.secret.slice(0, length))) return length;
    }
    return 0;
  }
}
