import { describe, expect, it } from '@jest/globals';
import { networkOf } from './client-network.js';

describe('the network of an address', () => {
  it('is as many bits of an IPv4 address as asked for, also if it is written as IPv6', () => {
    expect(networkOf('203.0.113.7', 32)).toBe('203.0.113.7');
    expect(networkOf('203.0.113.7', 24)).toBe('203.0.113.0');
    expect(networkOf('::ffff:203.0.113.7', 24)).toBe('203.0.113.0');
  });

  it('is the first half of an IPv6 address, of which one household has all the rest', () => {
    expect(networkOf('2001:db8:1:2:3:4:5:6', 24)).toBe(networkOf('2001:db8:1:2:ffff::1', 24));
    expect(networkOf('2001:db8:1:2::1', 24)).not.toBe(networkOf('2001:db8:1:3::1', 24));
  });

  it('is the text itself if that is no address', () => {
    expect(networkOf('', 24)).toBe('');
    expect(networkOf('local', 24)).toBe('local');
  });
});
