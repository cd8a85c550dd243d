import { describe, expect, it } from '@jest/globals';
import { beginningOf, excerptOf } from './excerpt.js';
import { readNoteQuery } from './note-query.js';

const marked = (text: string, typed: string): string[] => {
  const { excerpt, marks } = excerptOf(text, readNoteQuery(typed));
  return marks.map(({ start, length }) => excerpt.slice(start, start + length));
};

describe('an excerpt', () => {
  it.each([
    ['Feed 📞 the rye and wheat.', 'wheat rye', ['rye', 'wheat']],
    ['Les Études du driver’s club', "etudes driver's", ['Études', 'driver’s']],
    ['e\u0301tudes', 'étu', ['e\u0301tudes']],
    ['东京：这是一个测试文档。', '测试', ['测试']],
    ['東京で日本語を勉強する', '日本語', ['日本語']],
    ['日本、英語、日本語', '日本語', ['日本語']],
    ['黒い猫と白い猫', '猫', ['猫', '猫']],
    ['rye bread, rye, wheat', '"rye bread"', ['rye', 'bread']],
    ['rye and wheat', 'rye -spelt', ['rye']],
    ['nothing', 'rye', []],
  ])('of %j for %j marks %j', (text, typed, expected) => {
    expect(marked(text, typed)).toEqual(expected);
  });

  it('is where most of what is looked for is, and no longer than one reads', () => {
    const text = `rye ${'far away '.repeat(100)}A starter of rye. ${'The end. '.repeat(100)}`;

    const { excerpt } = excerptOf(text, readNoteQuery('rye start'));

    expect(excerpt).toContain('starter of rye');
    expect(excerpt.length).toBeLessThanOrEqual(200);
    expect(marked(text, 'rye start')).toEqual(['starter', 'rye']);
  });

  it('never has half a character', () => {
    expect(beginningOf('📞'.repeat(300)).excerpt).toBe('📞'.repeat(100));
    expect(beginningOf(`a${'📞'.repeat(300)}`).excerpt).toBe(`a${'📞'.repeat(99)}`);
  });
});
