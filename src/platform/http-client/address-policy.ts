import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = readonly [Address, number];

/** Global unicast is all that routes on the public internet; the rest of IPv6 is special, reserved or not assigned. */
const GLOBAL_UNICAST: Network = [ipaddr.IPv6.parse('2000::'), 3];

/** Decides which addresses an untrusted call may reach: the public ones, and the networks that are allowed by name. */
export class AddressPolicy {
  private readonly allowed: readonly Network[];

  /** @param allow networks in CIDR notation; throws on one that is not */
  constructor(allow: readonly string[]) {
    this.allowed = allow.map((network) => {
      const [address, bits] = ipaddr.parseCIDR(network);
      return [address, bits];
    });
  }

  /** Whether this address may be connected to; what is no IP address may not. */
  permits(text: string): boolean {
    if (!ipaddr.isValid(text)) return false;
    // The kernel reaches ::ffff:10.0.0.1 as 10.0.0.1, so it is judged as that.
    const address = ipaddr.process(text);
    return this.allowed.some((network) => contains(network, address)) || isPublic(address);
  }
}

function isPublic(address: Address): boolean {
  // Tunnels and translations (6to4, Teredo, NAT64) are ranges of their own here, so none of them counts as unicast.
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || contains(GLOBAL_UNICAST, address);
}

function contains([network, bits]: Network, address: Address): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}
