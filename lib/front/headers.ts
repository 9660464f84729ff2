/** Which headers cross the front, in either direction, and what it adds to them. */
import type { IncomingHttpHeaders } from 'node:http';

export type HeaderMap = Record<string, string | string[]>;

/** RFC 9110, section 7.6.1: these speak of one connection, not of the message. */
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
/** What a client claims about its own address; only a proxy of ours may say so. */
const CLAIMS = ['forwarded', 'x-real-ip', 'x-forwarded-port', 'x-forwarded-server'];
/**
 * Headers of Next's code in browsers, which Broadsheet does not ship. A malformed one makes Next fail
 * where it renders a page.
 */
const OF_NEXT_IN_BROWSERS = ['rsc', 'next-', 'x-nextjs-'];
const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** A copy without what belongs to the connection that it came by. */
export function endToEnd(headers: IncomingHttpHeaders): HeaderMap {
  const named = listed(headers.connection ?? '');
  const kept: HeaderMap = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || HOP_BY_HOP.includes(name) || named.includes(name)) continue;
    kept[name] = value;
  }
  return kept;
}

/** The id under which a request is known everywhere; one given by the client is kept. */
export function requestIdOf(headers: IncomingHttpHeaders, fresh: () => string): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : fresh();
}

/**
 * The headers of a request that is passed on as it is, except for what the front knows better: the
 * site has one host and scheme whatever the request claims, and its reader one address.
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
  // Upstream leaves compression to the front.
  passed['accept-encoding'] = 'identity';
  return { ...passed, ...framing(headers), ...forwardedHeaders(site, address) };
}

/** One host, scheme and address, so that nobody upstream has to choose which claim to believe. */
export function forwardedHeaders(site: URL, address: string): Record<string, string> {
  return {
    host: site.host,
    'x-forwarded-host': site.host,
    'x-forwarded-proto': site.protocol.slice(0, -1),
    'x-forwarded-for': address,
  };
}

/**
 * How the body is delimited is said anew: a client may name Content-Length in Connection, or send
 * a GET in chunks, and what upstream then took for a second request would be theirs to choose.
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

/** `Vary` with Accept-Encoding, which the front itself answers by. */
export function varyWithEncoding(vary: string | string[] | undefined): string {
  const named = [vary ?? []].flat().join(', ');
  if (listed(named).some((name) => name === 'accept-encoding' || name === '*')) return named;
  return named ? `${named}, Accept-Encoding` : 'Accept-Encoding';
}

export function without(headers: HeaderMap, names: readonly string[]): HeaderMap {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}

/** Names and values in turn: the form that node writes with the least work. */
export function flatten(headers: HeaderMap): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => [name, one]),
  );
}
