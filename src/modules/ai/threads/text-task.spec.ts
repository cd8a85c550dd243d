import { describe, expect, it } from '@jest/globals';
import type { FetchedPage } from '../reading/page.contract.js';
import { IN_PROCESS } from './in-process-text-work.js';
import perform from './text-thread.js';

const page = (markup: string): FetchedPage => ({
  url: 'https://pages.example/a',
  contentType: 'text/html',
  body: Buffer.from(markup),
});
const ARTICLE = '<title>T</title><p>Bread needs flour, water and time to rise.</p>';

describe('what a thread does', () => {
  it('reads a page whose body arrives as plain bytes', async () => {
    const { body, ...rest } = page(ARTICLE);
    const bytes = structuredClone(body);

    expect(perform({ kind: 'read', page: { ...rest, body: bytes } })).toEqual({
      kind: 'page',
      page: await IN_PROCESS.read(page(ARTICLE)),
    });
  });

  it('tells by its code why a page is refused', () => {
    expect(perform({ kind: 'read', page: page('') })).toEqual({ kind: 'unreadable', code: 'page_empty' });
  });

  it('does not take a mistake of ours for a page that can’t be read', () => {
    const broken = { ...page('<p>Text without a title.</p>'), url: 'no address' };

    expect(() => perform({ kind: 'read', page: broken })).toThrow('Invalid URL');
  });

  it('extracts a summary, or nothing', () => {
    const paragraphs = [{ text: 'Bread needs flour, water and time to rise.', heading: null }];
    const sources = [{ n: 1, title: 'T', url: 'https://pages.example/a', paragraphs }];

    expect(perform({ kind: 'extract', request: { query: 'bread', sources } })).toMatchObject({
      extract: { content: 'Bread needs flour, water and time to rise [1].' },
    });
    expect(perform({ kind: 'extract', request: { query: 'bread', sources: [] } })).toEqual({
      kind: 'extract',
      extract: null,
    });
  });

  it('starts', () => {
    expect(perform({ kind: 'start' })).toEqual({ kind: 'started' });
  });
});
