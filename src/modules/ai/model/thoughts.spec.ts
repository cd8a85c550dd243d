import { describe, expect, it } from '@jest/globals';
import { ThoughtFilter, withoutThoughts } from './thoughts.js';

const DRAFT = '{"facts":[{"text":"A secret draft.","sources":[1]}]}';
const ANSWER = '{"facts":[{"text":"It is so.","sources":[1]}]}';

const THOUGHTFUL: [string, string][] = [
  ['in tags', `<think>Let me see. ${DRAFT} Hm.</think>${ANSWER}`],
  ['without the opening tag', `Let me see. ${DRAFT} Hm.</think>\n${ANSWER}`],
  ['with a brace in a sentence before', `The user wants {"x"} of {so}. </think> ${ANSWER}`],
  ['as thinking', `<thinking>\n${DRAFT}\n</thinking>\n\n${ANSWER}`],
  ['as reasoning, with attributes', `<reasoning effort="high">${DRAFT}</reasoning>${ANSWER}`],
  ['in capitals and spaces', `< THINK >${DRAFT}< / Think >${ANSWER}`],
  ['with a prefix', `<seed:think>${DRAFT}</seed:think>${ANSWER}`],
  ['in square brackets', `[THINK]${DRAFT}[/THINK]${ANSWER}`],
  ['in other marks', `◁think▷${DRAFT}◁/think▷${ANSWER}`],
  ['in tokens', `<|START_THINKING|>${DRAFT}<|END_THINKING|>${ANSWER}`],
  ['twice', `<think>${DRAFT}</think> <think>${DRAFT}</think>${ANSWER}`],
  ['one within another', `<think>a <think>${DRAFT}</think> b ${DRAFT}</think>${ANSWER}`],
  ['about tags', `<think>I end with </think> and then ${DRAFT} do I?</think>${ANSWER}`],
  [
    'in a channel',
    `<|channel|>analysis<|message|>We need ${DRAFT}<|end|><|start|>assistant<|channel|>final <|constrain|>json<|message|>${ANSWER}<|return|>`,
  ],
];

const UNANSWERED: [string, string][] = [
  ['a thought that does not end', `<think>Let me see. ${DRAFT}`],
  ['a thought that does not end, after another', `<think>a</think>[THINK] ${DRAFT}`],
  ['a channel without an answer', `<|channel|>analysis<|message|>We need ${DRAFT}<|end|>`],
  ['nothing but a thought', `${DRAFT}</think>`],
];

describe('a whole answer', () => {
  it.each(THOUGHTFUL)('is what is left of one with thoughts %s', (_case, text) => {
    const answer = withoutThoughts(text);

    expect(answer).not.toContain('secret');
    expect(answer.trim().replace(/<\|constrain\|>json/, '')).toContain(ANSWER);
  });

  it.each(UNANSWERED)('is not there in %s', (_case, text) => {
    expect(withoutThoughts(text)).not.toContain('secret');
    expect(withoutThoughts(text).trim()).toBe('');
  });

  it('comes before a thought too', () => {
    expect(withoutThoughts(`${ANSWER}<think>${DRAFT}</think>`).trim()).toBe(ANSWER);
    expect(withoutThoughts(`${ANSWER}\n<think>${DRAFT}`).trim()).toBe(ANSWER);
  });

  it('loses the channel’s name where the tokens were left out', () => {
    expect(withoutThoughts(`analysisWe need ${DRAFT} now.assistantfinal${ANSWER}`)).toBe(ANSWER);
    expect(withoutThoughts('Analysis is hard [1].')).toBe('Analysis is hard [1].');
  });

  it.each([
    'It is <b>so</b> [1].',
    '{"facts":[{"text":"The tag <think> opens a thought, </think> ends it.","sources":[1]}]}',
    '```json\n{"facts":[{"text":"[THINK] is a token.","sources":[1]}]}\n```',
    'A [thinker] thinks, <thinks> he.',
    '',
  ])('stays as it is where nobody thought: %j', (text) => {
    expect(withoutThoughts(text)).toBe(text);
  });

  it('does not take long, whatever is in it', () => {
    for (const piece of ['<think>', '</think>', '<', '[think', '<|channel|>', '< think '])
      expect(withoutThoughts(piece.repeat(60_000)).trim().length).toBeLessThan(600_000);
  });
});

describe('an answer that comes piece by piece', () => {
  const filtered = (text: string, size: number): string => {
    const filter = new ThoughtFilter();
    const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
    return pieces.map((piece) => filter.push(piece)).join('') + filter.flush();
  };

  describe.each([1, 2, 3, 7, 50, 10_000])('of %i characters', (size) => {
    it.each(THOUGHTFUL)('never has thoughts %s', (_case, text) => {
      expect(filtered(text, size)).toMatch(ANSWER.slice(0, -3));
      expect(filtered(text, size)).not.toContain('secret');
    });

    it.each(UNANSWERED.slice(0, 3))('has nothing of %s', (_case, text) => {
      expect(filtered(text, size)).toBe('');
    });

    it('ends before a thought that comes after it', () => {
      expect(filtered(`${ANSWER}<think>${DRAFT}</think>`, size)).toBe(ANSWER);
    });

    it('has prose only at its end, for it may be a thought', () => {
      expect(filtered(`I think it is so [1]. It is old [2].`, size)).toBe('');
    });

    it('may be in a fence or a bare list', () => {
      expect(filtered(`\`\`\`json\n${ANSWER}`, size)).toBe(`\`\`\`json\n${ANSWER}`);
      expect(filtered(` [ {"text":"a < b"} ]`, size)).toBe(` [ {"text":"a < b"} ]`);
    });
  });
});
