import { createHash } from 'node:crypto';
import { networkOf } from '../../../common/http/client-network.js';

// A provider's customer keeps their /24 for long, and what an attacker can hire is often one.
const IPV4_BITS = 24;

/** The network that sign-ins are counted for: 256 addresses of IPv4, a /64 of IPv6. */
export function clientNetwork(address: string): string {
  return networkOf(address, IPV4_BITS);
}

/** How the network of an address is stored beside the user who signed in from it. */
export function networkKey(address: string): Buffer {
  return createHash('sha256').update(clientNetwork(address)).digest();
}
