import ipaddr from 'ipaddr.js';

const IPV6_PREFIX_BITS = 64;

/** What counts as one place: an IPv4 address, or the IPv6 network of which one household has every address. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4'
    ? parsed.toString()
    : ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${IPV6_PREFIX_BITS}`).toString();
}
