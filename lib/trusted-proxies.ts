/** Finds a reader's address behind the proxies that the operator trusts. Pure. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddr from 'proxy-addr';

/** Whether the sender at an address, `hop` steps away, is a trusted proxy. */
export type ProxyTrust = (address: string, hop: number) => boolean;

/** Names of networks in proxy-addr. */
const NAMED = /^(?:loopback|linklocal|uniquelocal)$/;

/**
 * Parses TRUST_PROXY: the number of proxies, or their addresses and networks. Returns null for no
 * trusted proxy. Throws a TypeError for anything else.
 */
export function parseProxyTrust(text: string): ProxyTrust | null {
  if (/^(0|false|no)$/.test(text)) return null;
  const hops = /^(true|yes)$/.test(text) ? '1' : text;
  if (/^[1-9]$/.test(hops)) return (_address, hop) => hop < Number(hops);
  const proxies = text.split(/[\s,]+/).filter(Boolean);
  const odd = proxies.find(
    (proxy) => !NAMED.test(proxy) && isIP(proxy.split('/', 1)[0] ?? '') === 0,
  );
  if (odd !== undefined) throw new TypeError(`${odd} is not an address.`);
  return proxyAddr.compile(proxies);
}

/**
 * Returns the valid address nearest to the reader that a trusted hop has seen. The reader may have
 * invented the entries of X-Forwarded-For before it.
 */
export function clientAddress(request: IncomingMessage, trust: ProxyTrust | null): string {
  const peer = request.socket.remoteAddress ?? 'unknown';
  if (!trust) return peer;
  const seen = proxyAddr.all(request, trust);
  return seen.findLast((address) => isIP(address) !== 0) ?? peer;
}
