import ipaddr from 'ipaddr.js';

const IPV6_PREFIX_BITS = 64;

/**
 * The network that an address belongs to: for IPv4 so many bits of it, for IPv6 the half that one household has all the
 * rest of. What is no address is its own network.
 */
export function networkOf(address: string, ipv4Bits: number): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4'
    ? ipaddr.IPv4.networkAddressFromCIDR(`${parsed.toString()}/${ipv4Bits}`).toString()
    : ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${IPV6_PREFIX_BITS}`).toString();
}
