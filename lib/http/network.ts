/** Defines a network for limits and votes: an IPv4 address, an IPv6 /64 or /48. */
import ipaddr from 'ipaddr.js';

const BITS_A_HEXTET = 16;
/** One subscriber line has at least a /64, and its owner chooses all addresses in it. */
const LINE_BITS = 64;
/** A household or campus may have a /48: 65,536 networks with one owner. */
const BLOCK_BITS = 48;

/** The IPv4 address, or the normalised /64 of an IPv6 address. */
export function networkOf(address: string): string {
  const parsed = parse(address);
  if (!parsed) return address;
  return parsed instanceof ipaddr.IPv6 ? prefixOf(parsed, LINE_BITS) : parsed.toString();
}

/** The /48 of an IPv6 address; null for any other. */
export function blockOf(address: string): string | null {
  const parsed = parse(address);
  return parsed instanceof ipaddr.IPv6 ? prefixOf(parsed, BLOCK_BITS) : null;
}

/** Whether an address is invalid or loopback, and so identifies a proxy instead of a reader. */
export function isThisMachine(address: string): boolean {
  const parsed = parse(address);
  return parsed === null || parsed.range() === 'loopback';
}

/** Unwraps an IPv4-mapped address. Null for an invalid address. */
function parse(address: string) {
  return ipaddr.isValid(address) ? ipaddr.process(address) : null;
}

function prefixOf(address: ipaddr.IPv6, bits: number): string {
  const hextets = address.parts.slice(0, bits / BITS_A_HEXTET);
  return `${hextets.map((hextet) => hextet.toString(16)).join(':')}::/${bits}`;
}
