/** What counts as one asker where limits are kept: an address, or an IPv6 /64. */
import { isIPv6 } from 'node:net';

const HEXTETS = 8;
/** One subscriber line has at least a /64, and all its addresses are one person's to choose. */
const NETWORK_HEXTETS = 4;
const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** An IPv4 address as it is; of an IPv6 address its /64, however it was spelled. */
export function networkOf(address: string): string {
  const ipv4 = MAPPED_IPV4.exec(address)?.[1];
  if (ipv4 !== undefined) return ipv4;
  if (!isIPv6(address)) return address;
  const [plain = ''] = address.toLowerCase().split('%', 1);
  const [head = '', tail] = plain.split('::', 2);
  const before = hextets(head);
  const after = hextets(tail ?? '');
  const zeros = tail === undefined ? 0 : HEXTETS - before.length - after.length;
  const all = [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after];
  return `${all.slice(0, NETWORK_HEXTETS).join(':')}::/64`;
}

function hextets(part: string): string[] {
  // An IPv4 address at the end stands for two.
  const parts = part.split(':').filter(Boolean);
  return parts.flatMap((each) =>
    each.includes('.') ? ['0', '0'] : [each.replace(/^0+(?=.)/, '')],
  );
}

/** An address that tells nothing of who asks: their proxy's, where it doesn't pass theirs on. */
export function isThisMachine(network: string): boolean {
  return /^(?:127\.|::ffff:127\.|::1$|unknown$)/.test(network);
}
