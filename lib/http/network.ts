/** What counts as one asker where limits are kept: an address, or an IPv6 /64. */
import { isIPv6 } from 'node:net';

export function networkOf(address: string): string {
  return isIPv6(address) ? address.split(':').slice(0, 4).join(':') : address;
}

/** An address that tells nothing of who asks: their proxy's, where it doesn't pass theirs on. */
export function isThisMachine(network: string): boolean {
  return /^(?:127\.|::ffff:127\.|::1$|unknown$)/.test(network);
}
