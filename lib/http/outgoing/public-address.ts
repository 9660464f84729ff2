/** Checks addresses of webhooks and push services: public networks only, after DNS resolution. */
import { BlockList, isIP, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { words } from '@/lib/words';

const MAX_URL_CHARS = 500;
/** Other ports seldom belong to a web server that expects posts. */
const PORTS = ['', '443', '8443'];
/** `::a.b.c.d`, which some systems connect to as the IPv4 address at its end. */
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

/** The reason for refusing an address, as a sentence; null for a valid one. */
export function addressProblem(
  text: string,
  ownHost: string,
  maxChars = MAX_URL_CHARS,
): string | null {
  const problem = findAddressProblem(text, ownHost, maxChars);
  return problem && IN_WORDS[problem];
}

/** Checks the address alone; the DNS result is checked at each call. */
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

/** Excludes loopback, private, link-local, carrier, documentation and mapped addresses. */
export function isPublicAddress(address: string): boolean {
  if (isIPv6(address) && IPV4_COMPATIBLE.check(address, 'ipv6')) return false;
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}
