import { describe, expect, it } from '@jest/globals';
import { FactStream } from './fact-stream.js';

/** The stream after each piece. */
function read(answer: string, pieceChars: number): FactStream[] {
  const pieces = answer.match(new RegExp(`[\\s\\S]{1,${pieceChars}}`, 'g')) ?? [];
  return pieces.map((_, i) => {
    const stream = new FactStream();
    for (const piece of pieces.slice(0, i + 1)) stream.push(piece);
    return stream;
  });
}

const ANSWER =
  '{"facts":[{"text":"It is \\"3 m\\" high \\u00e9 {so}.","sources":[1]},{"text":"It is old","sources":[2,1]}],' +
  '"contradictions":[{"text":"Not a fact.","sources":[1,2]}]}';

describe('FactStream', () => {
  it.each([1, 2, 7, 1_000])('tells each fact once it is whole, in pieces of %i letters', (pieceChars) => {
    const texts = [...new Set(read(ANSWER, pieceChars).map(({ text }) => text))];

    expect(texts.at(-1)).toBe('It is "3 m" high é {so} [1]. It is old [2][1].');
    expect(texts.every((text, i) => text.startsWith(texts[i - 1] ?? ''))).toBe(true);
  });

  it('tells the words of the fact that is being written', () => {
    const stream = new FactStream();

    stream.push('{"facts":[{"text":"The tower, it is said, is 3.5 metres hi');
    expect(stream.pending).toBe('The tower, it is said, is 3.5 metres');
    stream.push('gh.","sources":');
    expect(stream.pending).toBe('');
  });

  it.each([
    'See https://evil.example/x now and then',
    'See <img src=x> now and then',
    'See [here](x) now and then',
    'See **this** now and then',
    'See evil.example now and then',
  ])('tells nothing of %j beyond its plain words', (words) => {
    const stream = new FactStream();

    stream.push(`{"facts":[{"text":"${words}`);

    expect(stream.pending).toBe('See');
  });

  it('tells nothing that is half escaped, no keys and no contradictions', () => {
    const pendings = read(ANSWER, 1).map(({ pending }) => pending);

    expect(pendings.join('|')).not.toMatch(/\\|sources|Not/);
    expect(new FactStream().pending).toBe('');
  });

  it('tells nothing of other lists, such as what a model considers', () => {
    const stream = new FactStream();

    stream.push('{"thoughts":[{"text":"It may be so.","sources":[1]},{"text":"Or it may');
    expect([stream.text, stream.pending]).toEqual(['', '']);
    stream.push('"}],"facts":[{"text":"It is so.","sources":[1]}');
    expect(stream.text).toBe('It is so [1].');
  });

  it('bears an answer that is no JSON after all', () => {
    const stream = new FactStream();

    stream.push('{"facts": } } ] {"text": "x" "y"} {"text":"It is so.","sources":[1]}');

    expect(stream.text).toBe('It is so [1].');
  });
});
