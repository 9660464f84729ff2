/** Filters the headers that pass the front in either direction, and adds its own. */
import type { IncomingHttpHeaders } from 'node:http';

export type HeaderMap = Record<string, string | string[]>;

/** RFC 9110, section 7.6.1: hop-by-hop headers, which describe one connection. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
/** RFC 9110, section 15.4.5: a 304 describes no body. */
export const OF_THE_BODY = [
  'content-type',
  'content-language',
  'content-disposition',
  'content-length',
];
/** Headers in which a client could claim an address; accepted from trusted proxies only. */
const CLAIMS = ['forwarded', 'x-real-ip', 'x-forwarded-port', 'x-forwarded-server'];
/** Headers of Next's browser code, removed because a malformed one makes Next fail. */
const OF_NEXT_IN_BROWSERS = ['rsc', 'next-', 'x-nextjs-'];
const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** Copies headers without those of the connection. */
export function endToEnd(headers: IncomingHttpHeaders): HeaderMap {
  const named = listed(headers.connection ?? '');
  const kept: HeaderMap = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || HOP_BY_HOP.includes(name) || named.includes(name)) continue;
    kept[name] = value;
  }
  return kept;
}

/** The request id in all logs; an id from the client is kept. */
export function requestIdOf(headers: IncomingHttpHeaders, fresh: () => string): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : fresh();
}

/**
 * Headers of a forwarded request. The front sets host, scheme and the reader's address, because the
 * request may claim others.
 */
export function passedRequestHeaders(
  headers: IncomingHttpHeaders,
  site: URL,
  address: string,
): HeaderMap {
  const passed = endToEnd(headers);
  for (const name of ['expect', 'content-length', ...CLAIMS]) delete passed[name];
  for (const name of Object.keys(passed)) {
    if (OF_NEXT_IN_BROWSERS.some((start) => name.startsWith(start))) delete passed[name];
  }
  // Compression is the front's work.
  passed['accept-encoding'] = 'identity';
  return { ...passed, ...framing(headers), ...forwardedHeaders(site, address) };
}

/** Sets one host, scheme and address, so that upstream has no conflicting claims. */
export function forwardedHeaders(site: URL, address: string): Record<string, string> {
  return {
    host: site.host,
    'x-forwarded-host': site.host,
    'x-forwarded-proto': site.protocol.slice(0, -1),
    'x-forwarded-for': address,
  };
}

/**
 * Recomputes the body's framing: a client may name Content-Length in Connection, or send a GET in
 * chunks, to smuggle a second request to upstream.
 */
function framing(headers: IncomingHttpHeaders): HeaderMap {
  if (headers['transfer-encoding'] !== undefined) return { 'transfer-encoding': 'chunked' };
  const length = headers['content-length'];
  return length === undefined ? {} : { 'content-length': length };
}

/** The lower-case names in a list such as `Vary` or `Connection`. */
export function listed(header: string): string[] {
  return header.split(',').map((name) => name.trim().toLowerCase());
}

/** Adds Accept-Encoding to `Vary`, because the front encodes responses. */
export function varyWithEncoding(vary: string | string[] | undefined): string {
  const named = [vary ?? []].flat().join(', ');
  if (listed(named).some((name) => name === 'accept-encoding' || name === '*')) return named;
  return named ? `${named}, Accept-Encoding` : 'Accept-Encoding';
}

export function without(headers: HeaderMap, names: readonly string[]): HeaderMap {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}

/** Alternating names and values: the form that node writes fastest. */
export function flatten(headers: HeaderMap): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => [name, one]),
  );
}
