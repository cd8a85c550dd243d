import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../../platform/database/database.js';
import type { CalendarFeed } from './calendar-feed.entity.js';

/** Whose calendar an address is. */
export interface FeedReader {
  readonly userId: string;
  readonly timeZone: string;
  readonly dayStart: string;
  readonly dataVersion: string;
}

const COLUMNS = `f.user_id AS "userId", f.token_hash AS "tokenHash", f.version, f.created_at AS "createdAt",
  f.last_read_at AS "lastReadAt"`;

const FIND = statement('calendar_feeds.find', `SELECT ${COLUMNS} FROM calendar_feeds f WHERE f.user_id = $1`);

const LOCK = statement('calendar_feeds.lock', `${FIND.text} FOR UPDATE`);

const PUT = statement(
  'calendar_feeds.put',
  `INSERT INTO calendar_feeds AS f (user_id, token_hash, version, created_at) VALUES ($1, $2, 1, $3)
   ON CONFLICT (user_id) DO UPDATE SET token_hash = excluded.token_hash, version = f.version + 1,
     created_at = excluded.created_at, last_read_at = NULL
   RETURNING ${COLUMNS}`,
);

const REVOKE = statement(
  'calendar_feeds.revoke',
  'UPDATE calendar_feeds SET token_hash = NULL, version = version + 1 WHERE user_id = $1',
);

// That it was read is noted once an hour, so that reading writes next to nothing.
const READ = statement(
  'calendar_feeds.read',
  `WITH feed AS (SELECT * FROM calendar_feeds WHERE token_hash = $1), noted AS (
     UPDATE calendar_feeds f SET last_read_at = date_trunc('hour', $2::timestamptz) FROM feed
     WHERE f.user_id = feed.user_id
       AND f.last_read_at IS DISTINCT FROM date_trunc('hour', $2::timestamptz)
   )
   SELECT u.id AS "userId", u.time_zone AS "timeZone", left(u.day_start::text, 5) AS "dayStart",
     coalesce(v.version, 0)::text AS "dataVersion"
   FROM feed JOIN users u ON u.id = feed.user_id AND u.is_active
   LEFT JOIN data_versions v ON v.user_id = u.id`,
);

/** Every query on calendar feeds. */
@Injectable()
export class CalendarFeedsRepository {
  constructor(private readonly database: Database) {}

  find(userId: string): Promise<CalendarFeed | undefined> {
    return this.database.one<CalendarFeed>(FIND, [userId]);
  }

  /** The same, and nobody else changes it until the unit of work ends. */
  lock(userId: string): Promise<CalendarFeed | undefined> {
    return this.database.one<CalendarFeed>(LOCK, [userId]);
  }

  /** Gives the user's feed this token, whatever it had. */
  async put(userId: string, tokenHash: Buffer, now: Date): Promise<CalendarFeed> {
    const row = await this.database.one<CalendarFeed>(PUT, [userId, tokenHash, now]);
    if (!row) throw new Error('the feed was not returned');
    return row;
  }

  async revoke(userId: string): Promise<void> {
    await this.database.query(REVOKE, [userId]);
  }

  /** Whose feed has this token, which is noted as read. */
  read(tokenHash: Buffer, now: Date): Promise<FeedReader | undefined> {
    return this.database.one<FeedReader>(READ, [tokenHash, now]);
  }
}
