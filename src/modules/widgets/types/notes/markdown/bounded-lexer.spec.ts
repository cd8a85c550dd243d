import { describe, expect, it } from '@jest/globals';
import { LONGEST } from '../notes.settings.js';
import { renderNote } from './render-note.js';

const noteHtml = (markdown: string): string => renderNote(markdown).html;
const plainText = (markdown: string): string => renderNote(markdown).plain;

const long = (part: string): string => part.repeat(LONGEST.body / part.length);

describe('Markdown that would take a careless reader too far', () => {
  it.each(['>', '> ', '- ', '1. ', '[', '![', '*_', '**a ', '[a](', '~~a '])(
    'is read to a bounded depth: %j without end',
    (part) => {
      expect(noteHtml(long(part)).length).toBeLessThan(10 * LONGEST.body);
      expect(plainText(long(part)).length).toBeLessThanOrEqual(LONGEST.body);
    },
  );

  it('is nested as deep as people nest', () => {
    const html = noteHtml(`${'> '.repeat(8)}deep`);

    expect(html.match(/<blockquote>/g)).toHaveLength(8);
  });

  it('has no marks any more where a stretch is so long that they would take too long to find', () => {
    expect(noteHtml(`${'a '.repeat(1_000)}**b**`)).toContain('<strong>b</strong>');
    expect(noteHtml(`${'a '.repeat(4_000)}**b**`)).toContain('**b**</p>');
  });

  it('has its marks in a long text of many paragraphs', () => {
    const html = noteHtml(`${'words '.repeat(60)}**b**\n\n`.repeat(270));

    expect(html.match(/<strong>/g)).toHaveLength(270);
  });
});
