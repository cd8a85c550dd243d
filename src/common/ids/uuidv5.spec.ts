import { describe, expect, it } from '@jest/globals';
import { isUuid } from './uuid.js';
import { uuidv5 } from './uuidv5.js';

describe('uuidv5', () => {
  it('makes the id that RFC 9562 has as its example', () => {
    const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

    expect(uuidv5(dns, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });

  it('makes other ids for other names and other namespaces', () => {
    const [a, b] = ['6ba7b810-9dad-11d1-80b4-00c04fd430c8', '6ba7b811-9dad-11d1-80b4-00c04fd430c8'];
    const ids = [uuidv5(a, '2026-01-01'), uuidv5(a, '2026-01-02'), uuidv5(b, '2026-01-01')];

    expect(new Set(ids).size).toBe(3);
    expect(ids.every(isUuid)).toBe(true);
  });
});
