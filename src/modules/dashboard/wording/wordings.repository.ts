import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../../common/time/local-date.js';
import type { DayRules } from '../../../common/time/user-day.js';
import { Database, statement } from '../../../platform/database/database.js';
import type { Daypart } from '../policy/board-state.js';
import type { WordedLines } from './model-wording.js';

/** Whose board is worded, and for which part of the day it was chosen. */
export interface WordedUser extends DayRules {
  readonly daypart: Daypart;
}

const IS_ASKED = statement(
  'board_wordings.is_asked',
  `SELECT 1 AS found FROM board_wordings WHERE user_id = $1 AND date = $2`,
);

const CLAIM = statement(
  'board_wordings.claim',
  `WITH user_of AS MATERIALIZED (
     SELECT u.time_zone, u.day_start, b.state ->> 'daypart' AS daypart
     FROM users u JOIN daily_boards b ON b.user_id = u.id AND b.date = $2 WHERE u.id = $1 AND u.is_active
   ), claimed AS (
     INSERT INTO board_wordings (user_id, date, lines) SELECT $1, $2, '{}' FROM user_of
     ON CONFLICT DO NOTHING RETURNING user_id
   ), outdated AS (
     DELETE FROM board_wordings WHERE user_id = $1 AND date < $2
   )
   SELECT user_of.time_zone AS "timeZone", user_of.day_start AS "dayStart", user_of.daypart FROM user_of, claimed`,
);

const SAVE = statement(
  'board_wordings.save',
  `UPDATE board_wordings SET lines = $3 WHERE user_id = $1 AND date = $2`,
);

/** What a model said about boards. The boards themselves read it with everything else that they depend on. */
@Injectable()
export class WordingsRepository {
  constructor(private readonly database: Database) {}

  /** Whether the model was asked about this day already. */
  async isAsked(userId: string, date: string): Promise<boolean> {
    return (await this.database.one(IS_ASKED, [userId, date])) !== undefined;
  }

  /** Takes the one question that a user has for a day; undefined where it is taken, or there is no such board. */
  claim(userId: string, date: LocalDate): Promise<WordedUser | undefined> {
    return this.database.one<WordedUser>(CLAIM, [userId, date]);
  }

  async save(userId: string, date: LocalDate, lines: WordedLines): Promise<void> {
    await this.database.query(SAVE, [userId, date, JSON.stringify(lines)]);
  }
}
