import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Role } from '../../common/auth/actor.js';
import type { Theme, WeekStart } from './users.contract.js';

/** A person with an account; the password is kept by `auth`. */
@Entity('users')
@Unique(['email'])
@Index(['createdAt', 'id'])
@Index('users_deletes_at_idx', ['deletesAt'], { where: 'deletes_at IS NOT NULL' })
@Check('users_email_check', 'email = lower(email)')
@Check('users_role_check', `role IN ('user', 'admin')`)
@Check('users_week_start_check', `week_start IN ('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')`)
@Check('users_day_start_check', `day_start ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'`)
@Check('users_theme_check', `theme IN ('system', 'light', 'dark')`)
@Check('users_deletes_at_check', 'deletes_at IS NULL OR NOT is_active')
@Check('users_preferences_check', `jsonb_typeof(preferences) = 'object'`)
export class User {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  email: string;

  @Column('text')
  name: string;

  @Column('text')
  role: Role;

  /** False while the account is deactivated or waits for its deletion; whatever acts for a user asks this. */
  @Column('boolean')
  isActive: boolean;

  /** When the account is erased, if its owner deleted it. */
  @Column('timestamptz', { nullable: true })
  deletesAt: Date | null;

  @Column('text')
  timeZone: string;

  @Column('text')
  locale: string;

  @Column('text')
  weekStart: WeekStart;

  @Column('text')
  dayStart: string;

  @Column('text')
  theme: Theme;

  @Column('jsonb')
  preferences: object;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;
}
