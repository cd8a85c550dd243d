import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AddressPolicy } from './address-policy.js';

const FORBIDDEN = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:0:127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b::808:808',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '3fff::1',
  '5f00::1',
  '4000::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
];

describe('AddressPolicy', () => {
  const policy = new AddressPolicy([]);

  it.each(FORBIDDEN)('forbids %s', (address) => {
    expect(policy.permits(address)).toBe(false);
  });

  it.each(['1.1.1.1', '93.184.216.34', '172.32.0.1', '2606:4700:4700::1111', '::ffff:1.1.1.1'])(
    'permits the public address %s',
    (address) => {
      expect(policy.permits(address)).toBe(true);
    },
  );

  it.each(['', 'localhost', 'example.org', '1.1.1.1.1', '1.1.1.1/8'])(
    'forbids %j, which is no address',
    (text) => {
      expect(policy.permits(text)).toBe(false);
    },
  );

  it('permits what lies in an allowed network, in its IPv4-mapped spelling too, and nothing beside it', () => {
    const local = new AddressPolicy(['127.0.0.0/8', 'fd00::/8']);

    expect(local.permits('127.0.0.1')).toBe(true);
    expect(local.permits('::ffff:127.0.0.1')).toBe(true);
    expect(local.permits('fd00::1')).toBe(true);
    expect(local.permits('10.0.0.1')).toBe(false);
    expect(local.permits('::1')).toBe(false);
  });

  it('refuses to be made with something that is no network', () => {
    expect(() => new AddressPolicy(['localhost'])).toThrow();
  });

  it('forbids each private IPv4 address however it is wrapped in IPv6', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.constantFrom(10, 127), octet, octet, octet, (a, b, c, d) => {
        const v4 = `${a}.${b}.${c}.${d}`;
        const spellings = [v4, `::ffff:${v4}`, `::${v4}`, `64:ff9b::${v4}`];
        return spellings.every((spelling) => !policy.permits(spelling));
      }),
    );
  });
});
