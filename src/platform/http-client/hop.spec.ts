import { describe, expect, it } from '@jest/globals';
import { firstHop, nextHop } from './hop.js';
import type { OutboundRequest } from './http-client.contract.js';

const REQUEST: OutboundRequest = {
  url: 'https://a.example/start',
  method: 'POST',
  body: '{}',
  deadlineMs: 1_000,
  maxBytes: 1_000,
  trusted: true,
};
const HEADERS = { 'content-type': 'application/json', 'x-api-key': 'secret', accept: 'text/html' };
const first = firstHop(REQUEST, HEADERS);

describe('firstHop', () => {
  it.each([
    'ftp://a.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'gopher://a.example/',
    'https://user@a.example/',
    'https://:pass@a.example/',
    'https://',
    'not a url',
    '/relative',
  ])('refuses %s', (url) => {
    expect(() => firstHop({ ...REQUEST, url }, {})).toThrow(
      expect.objectContaining({ code: 'upstream_refused' }),
    );
  });
});

describe('nextHop', () => {
  it('ends at an answer that is no redirect, or one that says not where to', () => {
    expect(nextHop(first, 200, 'https://a.example/next')).toBeNull();
    expect(nextHop(first, 304, 'https://a.example/next')).toBeNull();
    expect(nextHop(first, 302, undefined)).toBeNull();
  });

  it.each([301, 302, 303])('turns a POST into a GET without body at %i', (status) => {
    const next = nextHop(first, status, '/next');

    expect(next).toMatchObject({
      method: 'GET',
      body: null,
      headers: { accept: 'text/html', 'x-api-key': 'secret' },
    });
    expect(next?.headers).not.toHaveProperty('content-type');
    expect(next?.url.href).toBe('https://a.example/next');
  });

  it.each([307, 308])('repeats method and body at %i', (status) => {
    expect(nextHop(first, status, '/next')).toMatchObject({ method: 'POST', body: '{}', headers: HEADERS });
  });

  it('keeps HEAD a HEAD', () => {
    const head = firstHop({ ...REQUEST, method: 'HEAD' }, {});

    expect(nextHop(head, 303, '/next')?.method).toBe('HEAD');
  });

  it('hands keys to the origin they were made for only', () => {
    const next = nextHop(first, 307, 'https://b.example/');

    expect(next?.headers).toEqual({ 'content-type': 'application/json', accept: 'text/html' });
  });

  it('trusts the configured host, also on another port, but no other host', () => {
    expect(nextHop(first, 302, 'http://a.example:8080/')?.trusted).toBe(true);
    expect(nextHop(first, 302, 'https://b.example/')?.trusted).toBe(false);
  });

  it('trusts no one on the way back from a host that was not trusted', () => {
    const away = nextHop(first, 302, 'https://b.example/');

    expect(away && nextHop(away, 302, 'https://a.example/')?.trusted).toBe(false);
  });

  it.each(['file:///etc/passwd', 'https://user:pass@b.example/', 'https://[broken'])(
    'refuses to go to %s',
    (url) => {
      expect(() => nextHop(first, 302, url)).toThrow(expect.objectContaining({ code: 'upstream_refused' }));
    },
  );
});
