import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Stands for the installation where a user's id could stand. */
export const INSTALLATION = '00000000-0000-0000-0000-000000000000';

/** What one owner of a budget has spent and reserved in a month of UTC: a user, or the installation as a whole. */
@Entity('ai_spendings')
@Check('ai_spendings_amounts_check', 'spent_micros >= 0 AND reserved_micros >= 0')
export class AiSpending {
  /** First day of the month. */
  @PrimaryColumn('date')
  month: string;

  @PrimaryColumn('uuid')
  ownerId: string;

  @Column('bigint')
  spentMicros: string;

  @Column('bigint')
  reservedMicros: string;
}
