import { describe, expect, it } from '@jest/globals';
import { DUE_NOUN } from '../../widgets/widget-type.contract.js';
import { nameOfBoard, nameOfPlace, type PlaceFacts } from './facts.js';
import { readWording, wordingQuestion } from './model-wording.js';

function place(overrides: Partial<PlaceFacts> = {}): PlaceFacts {
  return {
    widgetId: 'w1',
    type: 'todo',
    title: 'Work',
    noun: DUE_NOUN,
    isEmpty: false,
    isOver: false,
    isAhead: false,
    due: 0,
    overdue: 0,
    streakAtRisk: 0,
    reasons: [{ code: 'importance', text: 'You marked it as important', weight: 2 }],
    caption: { description: '“A secret plan” is due today' },
    ...overrides,
  };
}

const WORK = place({ due: 2, overdue: 4 });
const READING = place({ widgetId: 'w2', title: 'Reading', streakAtRisk: 4 });

const answer = (title: unknown, ...descriptions: unknown[]): string =>
  JSON.stringify({ title, descriptions });

describe('the question', () => {
  it('has facts only, in the order of the board, and no ids', () => {
    const { facts } = wordingQuestion([WORK, READING]);

    expect(JSON.parse(facts)).toEqual({
      widgets: [
        {
          n: 1,
          type: 'todo',
          title: 'Work',
          today: '2 things due today',
          overdue: '4 things',
          reasons: [{ code: 'importance', text: 'You marked it as important' }],
        },
        {
          n: 2,
          type: 'todo',
          title: 'Reading',
          streakEndsToday: 4,
          reasons: [{ code: 'importance', text: 'You marked it as important' }],
        },
      ],
    });
  });
});

describe('an answer', () => {
  it('words the day and each widget', () => {
    const lines = readWording(
      answer('4 things are late', { n: 2, text: 'Read on' }, { n: 1, text: '2 things wait' }),
      [WORK, READING],
    );

    expect(lines).toEqual({
      [nameOfBoard([WORK, READING])]: '4 things are late',
      [nameOfPlace(WORK)]: '2 things wait',
      [nameOfPlace(READING)]: 'Read on',
    });
  });

  it('loses the lines that fail, and only these', () => {
    const lines = readWording(
      answer(
        'See evil.test',
        { n: 1, text: 'Fine' },
        { n: 1, text: 'Another' },
        { n: 2, text: '2 pages' },
        null,
        {
          n: 3,
          text: 'Nowhere',
        },
      ),
      [WORK, READING],
    );

    expect(lines).toEqual({ [nameOfPlace(WORK)]: 'Fine' });
  });

  it.each([
    ['', 'nothing'],
    ['I will not', 'prose'],
    ['{"title":', 'half of it'],
    ['[]', 'a list'],
    ['{"title":4,"descriptions":"none"}', 'other types'],
    ['{"descriptions":[{"n":"1","text":"x"},{"n":-1,"text":"x"},{"n":0.5,"text":"x"}]}', 'odd numbers'],
  ])('of %s (%s) words nothing', (said) => {
    expect(readWording(said, [WORK])).toEqual({});
  });

  it('is read in a fence too', () => {
    expect(readWording(`Sure:\n\`\`\`json\n${answer('A calm day')}\n\`\`\``, [WORK])).toEqual({
      [nameOfBoard([WORK])]: 'A calm day',
    });
  });

  it('is good for just the facts that it was made from', () => {
    expect(nameOfPlace({ ...WORK, due: 3 })).not.toBe(nameOfPlace(WORK));
    expect(nameOfPlace({ ...WORK, widgetId: 'w3' })).not.toBe(nameOfPlace(WORK));
    expect(nameOfBoard([READING, WORK])).not.toBe(nameOfBoard([WORK, READING]));
    expect(nameOfPlace(structuredClone(WORK))).toBe(nameOfPlace(WORK));
  });
});
