/** What counts as one network where limits and votes are counted: an address, an IPv6 /64 or /48. */
import ipaddr from 'ipaddr.js';

const BITS_A_HEXTET = 16;
/** One subscriber line has at least a /64, and all its addresses are one person's to choose. */
const LINE_BITS = 64;
/** A household or a campus may have a /48: 65,536 networks of one owner. */
const BLOCK_BITS = 48;

/** An IPv4 address as it is; of an IPv6 address its /64, however it was spelled. */
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

/** An address that tells nothing of who asks: their proxy's, where it doesn't pass theirs on. */
export function isThisMachine(address: string): boolean {
  const parsed = parse(address);
  return parsed === null || parsed.range() === 'loopback';
}

/** An IPv4 address in IPv6's clothes is itself. Null for what is no address. */
function parse(address: string) {
  return ipaddr.isValid(address) ? ipaddr.process(address) : null;
}

function prefixOf(address: ipaddr.IPv6, bits: number): string {
  const hextets = address.parts.slice(0, bits / BITS_A_HEXTET);
  return `${hextets.map((hextet) => hextet.toString(16)).join(':')}::/${bits}`;
}
