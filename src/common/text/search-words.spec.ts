import { describe, expect, it } from '@jest/globals';
import { searchWordsOf } from './search-words.js';

const words = (text: string): string[] => Array.from(searchWordsOf(text), (word) => word.text);

describe('the words that a text is searched by', () => {
  it.each([
    ['Rye, and the Baker’s études!', ['rye', 'and', 'the', 'baker', 's', 'etudes']],
    ['e\u0301tudes', ['etudes']],
    ['well-known a_b 3.5 km²', ['well', 'known', 'a', 'b', '3', '5', 'km2']],
    ['soft\u00ADhyphen', ['softhyphen']],
    ['测试', ['测试', '试']],
    ['猫', ['猫']],
    ['日本語を', ['日本', '本語', '語を', 'を']],
    ['東京2020年', ['東京', '京', '2020', '年']],
    ['ｶﾞｲﾄﾞ', ['ガイ', 'イド', 'ド']],
    ['コーヒー', ['コー', 'ーヒ', 'ヒー', 'ー']],
    ['ชอบกิน', ['ชอ', 'อบ', 'บก', 'กิ', 'ิน', 'น']],
    ['한국어 글', ['한국어', '글']],
    ['', []],
    ['<!-- ./ :* 📞', []],
  ])('of %j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('are known by where they stand', () => {
    const text = 'L’École ｶﾞｲﾄﾞ 📞 東京';

    const found = Array.from(searchWordsOf(text), ({ start, end }) => text.slice(start, end));

    expect(found).toEqual(['L', 'École', 'ｶﾞｲ', 'ｲﾄﾞ', 'ﾄﾞ', '東京', '京']);
  });

  it('are as long as anybody types', () => {
    expect(words('x'.repeat(5_000))).toEqual(['x'.repeat(100)]);
  });
});
