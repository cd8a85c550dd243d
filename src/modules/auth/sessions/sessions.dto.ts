/** A signed-in device. */
export class SessionResponse {
  /**
   * Id of the session.
   * @example "01980c3e-7a10-7cc3-98a5-3f0c2b9d4e11"
   */
  id: string;
  /**
   * `User-Agent` of the client.
   * @example "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
   */
  userAgent: string | null;
  /**
   * IP address of the latest request.
   * @example "203.0.113.7"
   */
  ip: string;
  /**
   * When it began.
   * @example "2026-03-01T08:00:00.000Z"
   */
  createdAt: string;
  /**
   * When it was last used.
   * @example "2026-03-02T09:30:00.000Z"
   */
  lastUsedAt: string;
  /**
   * When the session expires if it is not used.
   * @example "2026-04-01T09:30:00.000Z"
   */
  expiresAt: string;
  /**
   * Whether it is the session of this request.
   * @example true
   */
  isCurrent: boolean;
}
