/** Finds a reader's address behind the proxies that the operator trusts. Pure. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddr from 'proxy-addr';

/** Whether the sender at an address, `hop` steps from us, is a trusted proxy. */
export type ProxyTrust = (address: string, hop: number) => boolean;

/** Networks that proxy-addr knows by name. */
const NAMED = /^(?:loopback|linklocal|uniquelocal)$/;

/**
 * Reads TRUST_PROXY: how many proxies stand before us, or their addresses and networks. Returns
 * null where nobody is trusted. Throws a TypeError for anything else.
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
 * The valid address nearest to the reader that we or a trusted proxy saw. Entries of
 * X-Forwarded-For that the reader may have invented lie beyond it.
 */
export function clientAddress(request: IncomingMessage, trust: ProxyTrust | null): string {
  const peer = request.socket.remoteAddress ?? 'unknown';
  if (!trust) return peer;
  const seen = proxyAddr.all(request, trust);
  return seen.findLast((address) => isIP(address) !== 0) ?? peer;
}
