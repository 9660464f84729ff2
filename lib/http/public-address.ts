/** Which addresses we post to for others: none in our own network, whatever a name leads to. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

const MAX_URL_CHARS = 500;
const OF_THIS_NETWORK = /(^|\.)(localhost|local|internal|intranet|lan|home|corp)$/;

/** Why an address is refused, in words; null for a good one. What its name leads to is looked at when it is called. */
export function addressProblem(text: string, ownHost: string): string | null {
  if (text.length > MAX_URL_CHARS || !URL.canParse(text)) return 'is no address';
  const url = new URL(text);
  if (url.protocol !== 'https:') return 'must begin with https://';
  if (url.username || url.password) return 'must hold no password';
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host) !== 0) return isPublicAddress(host) ? null : 'is in a network of our own';
  if (!host.includes('.') || OF_THIS_NETWORK.test(host)) return 'is in a network of our own';
  return host === ownHost ? 'is ourselves' : null;
}

/** Loopback, private, link-local, carrier, documentation and mapped addresses are none. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}
