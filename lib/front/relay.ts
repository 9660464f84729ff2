/** Sends an unstored response to one client: strips pages of the framework, compresses text. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import fresh from 'fresh';
import {
  chooseEncoding,
  compress,
  compressor,
  isCompressible,
  isWorthCompressing,
  type Encoding,
} from './encode';
import type { Exchange } from './exchange';
import { flatten, OF_THE_BODY, varyWithEncoding, without, type HeaderMap } from './headers';
import { PageFailed, type ReadWhole } from './page';
import { isHtml, type ResponseHeaders } from './response-headers';

const OK = 200;
const NOT_MODIFIED = 304;
const BODILESS = new Set([204, NOT_MODIFIED]);
const PARTIAL = 206;
const INTERNAL = 500;

type Parts = { responseHeaders: ResponseHeaders; readWhole: ReadWhole };

export async function relay(
  exchange: Exchange,
  upstream: IncomingMessage,
  { responseHeaders, readWhole }: Parts,
): Promise<void> {
  const status = upstream.statusCode ?? 502;
  if (isNextsOwnFailure(upstream)) {
    upstream.resume();
    throw new PageFailed(upstream);
  }
  if (status === OK && isHeld(exchange, upstream)) {
    upstream.resume();
    const headers = without(responseHeaders(upstream.headers), OF_THE_BODY);
    const isVaried = encodingFor(exchange, upstream, status) !== null;
    return exchange.send(
      NOT_MODIFIED,
      flatten(encodedHeaders(headers, isVaried ? 'identity' : null)),
    );
  }
  if (exchange.isHead || BODILESS.has(status)) {
    upstream.resume();
    const headers = responseHeaders(upstream.headers);
    return exchange.send(
      status,
      flatten(status === NOT_MODIFIED ? without(headers, ['content-length']) : headers),
    );
  }
  const encoding = encodingFor(exchange, upstream, status);
  const isPage = isHtml(upstream.headers) && upstream.headers['content-encoding'] === undefined;
  const page = isPage ? await readWhole(upstream) : null;
  if (page) {
    const bytes = await compress(encoding ?? 'identity', page);
    const headers = encodedHeaders(responseHeaders(upstream.headers), encoding);
    headers['content-length'] = String(bytes.length);
    return exchange.send(status, flatten(headers), bytes);
  }
  exchange.begin(status, flatten(encodedHeaders(responseHeaders(upstream.headers), encoding)));
  await (encoding === null || encoding === 'identity'
    ? pipeline(upstream, exchange.response)
    : pipeline(upstream, compressor(encoding), exchange.response));
}

/** Replaces Next's own failures, which are two words without a request id. */
function isNextsOwnFailure({ statusCode, headers }: IncomingMessage): boolean {
  return statusCode === INTERNAL && !isJson(headers) && !isHtml(headers);
}

function isJson(headers: IncomingHttpHeaders): boolean {
  return headers['content-type']?.startsWith('application/json') ?? false;
}

/** Compares validators here, because shared requests to upstream carry none. */
function isHeld({ request, isRead }: Exchange, { headers }: IncomingMessage): boolean {
  const { etag, 'last-modified': lastModified } = headers;
  return isRead && fresh(request.headers, { etag, 'last-modified': lastModified });
}

/** The encoding to send, or null where the client doesn't accept any. */
function encodingFor(
  exchange: Exchange,
  { headers }: IncomingMessage,
  status: number,
): Encoding | null {
  if (headers['content-encoding'] !== undefined || status === PARTIAL) return null;
  if (!isCompressible(headers['content-type'], headers['cache-control'])) return null;
  const length = headers['content-length'];
  const isWorthwhile = length === undefined || isWorthCompressing(Number(length));
  return chooseEncoding(exchange.request.headers['accept-encoding'], isWorthwhile);
}

function encodedHeaders(headers: HeaderMap, encoding: Encoding | null): HeaderMap {
  if (encoding === null) return headers;
  const varied: HeaderMap = { ...headers, vary: varyWithEncoding(headers.vary) };
  if (encoding === 'identity') return varied;
  const { 'content-length': _plain, etag, ...rest } = varied;
  return {
    ...rest,
    'content-encoding': encoding,
    // The entity tag described other bytes.
    ...(etag && { etag: `W/${String(etag).replace(/^W\//, '')}` }),
  };
}
