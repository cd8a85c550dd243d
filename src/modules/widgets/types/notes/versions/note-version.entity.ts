import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Note } from '../note.entity.js';

/** A text that a note had before. */
@Entity('note_versions')
export class NoteVersion {
  @ForeignKey(() => Note, { onDelete: 'CASCADE' })
  @PrimaryColumn('uuid')
  noteId: string;

  /** The note's version when it had this text last. */
  @PrimaryColumn('integer')
  version: number;

  @Column('text', { nullable: true })
  title: string | null;

  @Column('text')
  body: string;

  /** The body as one line without marks. */
  @Column('text')
  plain: string;

  @Column('timestamptz')
  writtenAt: Date;

  /** When another text took its place. */
  @Column('timestamptz')
  keptAt: Date;
}
