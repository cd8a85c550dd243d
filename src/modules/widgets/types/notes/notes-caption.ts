import { dayWords, named } from '../../../../common/text/caption.js';
import { userDay } from '../../../../common/time/user-day.js';
import type { Caption, CaptionMoment } from '../../widget-type.contract.js';

/** What captions of notes are about: the note that was changed last, by its title or its beginning. */
export type NotesFacts = { readonly title: string | null; readonly changedAt: string } | null;

/** What a notes widget is about now. */
export function describeNotes(facts: NotesFacts, moment: CaptionMoment): Caption {
  if (facts === null) return { description: 'Write your first note' };
  const changedOn = userDay(new Date(facts.changedAt), moment);
  return { description: `${named(facts.title ?? '')}, changed ${dayWords(changedOn, moment.date)}` };
}
