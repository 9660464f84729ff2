/** Which headers cross the front, in either direction, and what it adds to them. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

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
export const OF_THE_BODY = ['content-type', 'content-language', 'content-disposition'];
/** What a client claims about its own address; only a proxy of ours may say so. */
const CLAIMS = ['forwarded', 'x-real-ip', 'x-forwarded-port', 'x-forwarded-server'];
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

/** The headers of a request that is passed on as it is, except for what the front knows better. */
export function passedRequestHeaders(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  site: URL,
  trustProxy: boolean,
): HeaderMap {
  const passed = endToEnd(headers);
  for (const name of ['expect', 'content-length', ...CLAIMS]) delete passed[name];
  // Upstream leaves compression to the front.
  passed['accept-encoding'] = 'identity';
  const host = (trustProxy && single(headers['x-forwarded-host'])) || headers.host || site.host;
  const scheme = (trustProxy && single(headers['x-forwarded-proto'])) || site.protocol.slice(0, -1);
  return {
    ...passed,
    ...framing(headers),
    host,
    'x-forwarded-host': host,
    'x-forwarded-proto': scheme,
    'x-forwarded-for': clientAddress({ headers, socket }, trustProxy),
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

/** One address, so that nobody upstream has to guess which entry of a list to believe. */
export function clientAddress(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  trustProxy: boolean,
): string {
  const lastHop = trustProxy && single(headers['x-forwarded-for'])?.split(',').at(-1)?.trim();
  return lastHop || (socket.remoteAddress ?? 'unknown');
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

function single(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
