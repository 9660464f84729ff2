/** Which addresses we post to for others: none in our own network, whatever a name leads to. */
import { BlockList, isIP, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { words } from '@/lib/words';

const MAX_URL_CHARS = 500;
/** Others are seldom a web server that expects to be posted to. */
const PORTS = ['', '443', '8443'];
/** `::a.b.c.d`, which some systems still connect to as the IPv4 address that it ends with. */
const IPV4_COMPATIBLE = new BlockList();
IPV4_COMPATIBLE.addSubnet('::', 96, 'ipv6');
const OF_THIS_NETWORK = /(^|\.)(localhost|local|internal|intranet|lan|home|corp)$/;

const IN_WORDS = {
  no_address: words.validation.notAddress,
  too_long: words.validation.longest(MAX_URL_CHARS),
  not_https: words.validation.https,
  password: words.validation.noPassword,
  port: words.validation.port,
  own_network: words.validation.privateNetwork,
  ourselves: words.validation.ourselves,
} as const;
export type AddressProblem = keyof typeof IN_WORDS;

/** Why an address is refused, in words; null for a good one. */
export function addressProblem(
  text: string,
  ownHost: string,
  maxChars = MAX_URL_CHARS,
): string | null {
  const problem = findAddressProblem(text, ownHost, maxChars);
  return problem && IN_WORDS[problem];
}

/** Looks at the address alone; what its name leads to is looked at when it is called. */
export function findAddressProblem(
  text: string,
  ownHost: string,
  maxChars = MAX_URL_CHARS,
): AddressProblem | null {
  if (text.length > maxChars) return 'too_long';
  if (!URL.canParse(text)) return 'no_address';
  const url = new URL(text);
  if (url.protocol !== 'https:') return 'not_https';
  if (url.username || url.password) return 'password';
  if (!isWebPort(url)) return 'port';
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host) !== 0) return isPublicAddress(host) ? null : 'own_network';
  if (!host.includes('.') || OF_THIS_NETWORK.test(host)) return 'own_network';
  return host === ownHost ? 'ourselves' : null;
}

export function isWebPort({ port }: URL): boolean {
  return PORTS.includes(port);
}

/** Loopback, private, link-local, carrier, documentation, mapped and compatible addresses are none. */
export function isPublicAddress(address: string): boolean {
  if (isIPv6(address) && IPV4_COMPATIBLE.check(address, 'ipv6')) return false;
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}
