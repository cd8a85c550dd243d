import { describe, expect, it } from '@jest/globals';
import { readFindings } from './facts.js';

const FACTS = '{"facts":[{"text":"It is 3 m high.","sources":[1]},{"text":"It is old","sources":[2,1]}]}';
const TEXT = 'It is 3 m high [1]. It is old [2][1].';

describe('readFindings', () => {
  it.each([
    ['as asked', FACTS],
    ['in a code fence', `\`\`\`json\n${FACTS}\n\`\`\``],
    ['within prose', `Sure! Here it is:\n${FACTS}\nI hope this helps.`],
    ['with a comma too many', FACTS.replace(']}]', ',]},]')],
    ['with single quotes', FACTS.replaceAll('"', "'")],
    ['as a bare list', FACTS.slice(9, -1)],
    ['under another name', FACTS.replace('facts', 'summary').replaceAll('text', 'fact')],
    ['with sources in words', FACTS.replace('[1]', '"source 1"').replace('[2,1]', '["[2]", "1"]')],
  ])('understands an answer %s', (_case, answer) => {
    expect(readFindings(answer, false)).toMatchObject({ text: TEXT, contradictions: [] });
  });

  it('mends a quote that is not escaped', () => {
    const answer = '{"facts":[{"text":"They call it "the needle" there.","sources":[1]}]}';

    expect(readFindings(answer, false)?.text).toBe('They call it "the needle" there [1].');
  });

  it('takes of an answer that was cut off what is whole', () => {
    expect(readFindings(FACTS.slice(0, -14), true)?.text).toBe('It is 3 m high [1].');
    expect(readFindings(FACTS.slice(0, -5), true)?.text).toBe('It is 3 m high [1].');
  });

  it('names the sources of a fact behind each of its sentences', () => {
    const answer = '{"facts":[{"text":"It is high. It is old.","sources":[2]}]}';

    expect(readFindings(answer, false)?.text).toBe('It is high [2]. It is old [2].');
  });

  it('understands facts that are bare sentences, and facts with markers of their own', () => {
    expect(readFindings('{"facts":["It is high [1].", {"text":"It is old [2]"}, 7, ""]}', false)?.text).toBe(
      'It is high [1]. It is old [2]',
    );
  });

  it('leaves out sources that are no numbers', () => {
    const answer = '{"facts":[{"text":"It is high.","sources":[1.5,null,{},"x",2]}]}';

    expect(readFindings(answer, false)?.text).toBe('It is high [2].');
  });

  it('takes no more facts than anybody would read', () => {
    const facts = Array.from({ length: 50 }, (_, i) => ({ text: `Fact ${i}.`, sources: [1] }));

    expect(readFindings(JSON.stringify({ facts }), false)?.text).toMatch(
      /^Fact 0 \[1\]\..* Fact 19 \[1\]\.$/,
    );
  });

  it('reads what is contradicted', () => {
    const answer =
      '{"facts":[{"text":"A.","sources":[1]}],"contradictions":[{"text":"3 or 4 m.","sources":[1,2]},{}]}';

    expect(readFindings(answer, false)?.contradictions).toEqual([{ text: '3 or 4 m.', sources: [1, 2] }]);
  });

  it.each([
    ['plain prose', 'It is high [1]. It is old [2].'],
    ['prose in a field', '{"summary": "It is high [1]. It is old [2]."}'],
  ])('takes %s with markers', (_case, answer) => {
    expect(readFindings(answer, false)?.text).toBe('It is high [1]. It is old [2].');
  });

  it.each([
    ['nothing', ''],
    ['prose without markers', 'It is high.'],
    ['an empty list', '{"facts":[]}'],
    ['an echo of the question', '{"question":"how high","sources":[{"n":1,"text":"It is high [1]."}]}'],
    ['something else', '{"tool_calls":[{"name":"fetch"}]}'],
    ['a beginning', '{"facts":[{"te'],
    ['what no patience mends', '{"facts" "a" : ] : }'],
  ])('finds nothing in %s', (_case, answer) => {
    expect(readFindings(answer, answer.endsWith('te'))).toBeNull();
  });
});

describe('a fact of which little is left without its links', () => {
  it.each([
    '![logo](https://evil.example/x.png)',
    'See [here](https://evil.example/x).',
    'Look: www.evil.example',
  ])('is left out: %s', (text) => {
    const answer = JSON.stringify({
      facts: [
        { text, sources: [1] },
        { text: 'It is 3 m high.', sources: [1] },
      ],
    });

    expect(readFindings(answer, false)?.text).toBe('It is 3 m high [1].');
  });
});

describe('of several values', () => {
  const draft = FACTS.replace('3 m', '4 m');

  it.each([
    ['after a draft', `First: ${draft} No, wait: ${FACTS}`],
    ['after a brace in a sentence', `Of {"a", "b"} and {} and ["x"]: ${FACTS}`],
    ['after a bracket that nobody closes', `{"so he said [{"x ${FACTS}`],
    ['before a list of notes', `${FACTS} Notes: ["short", "plain"]`],
    ['before an example', `${FACTS} I did not use {"tool":"fetch"}.`],
    [
      'to be mended, after a draft',
      `First: ${draft.replaceAll('"', "'")} Then: ${FACTS.replaceAll('"', "'")}`,
    ],
  ])('the last whole one counts: %s', (_case, answer) => {
    expect(readFindings(answer, false)?.text).toBe(TEXT);
  });

  it('prose before one that broke off is no answer', () => {
    expect(readFindings('It may be high [1]. Let me write: {"facts":[{"te', true)).toBeNull();
  });

  it('hostile brackets take no longer than they are many', () => {
    expect(readFindings('{"'.repeat(50_000), false)).toBeNull();
    expect(readFindings('[{"a":'.repeat(20_000), false)).toBeNull();
  });
});
