/** Hands an answer of upstream to one client, unstored: pages get their policy, text is compressed. */
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import {
  chooseEncoding,
  compress,
  compressor,
  isCompressible,
  isWorthCompressing,
  type Encoding,
} from './encode';
import type { Exchange } from './exchange';
import { flatten, varyWithEncoding, type HeaderMap } from './headers';
import type { ReadWhole } from './page';
import { isHtml, type ResponseHeaders } from './response-headers';

const NOT_MODIFIED = 304;
const BODILESS = new Set([204, NOT_MODIFIED]);
const PARTIAL = 206;

type Parts = { responseHeaders: ResponseHeaders; readWhole: ReadWhole };

export async function relay(
  exchange: Exchange,
  upstream: IncomingMessage,
  { responseHeaders, readWhole }: Parts,
): Promise<void> {
  const status = upstream.statusCode ?? 502;
  if (exchange.isHead || BODILESS.has(status)) {
    upstream.resume();
    const headers = responseHeaders(upstream.headers);
    // It would take the place of the policy that came with the page.
    if (status === NOT_MODIFIED) delete headers['content-security-policy'];
    return exchange.send(status, flatten(headers));
  }
  const encoding = encodingFor(exchange, upstream, status);
  const isPage = isHtml(upstream.headers) && upstream.headers['content-encoding'] === undefined;
  const page = isPage ? await readWhole(upstream) : null;
  if (page) {
    const bytes = await compress(encoding ?? 'identity', page);
    const headers = encodedHeaders(responseHeaders(upstream.headers, page), encoding);
    headers['content-length'] = String(bytes.length);
    return exchange.send(status, flatten(headers), bytes);
  }
  exchange.begin(status, flatten(encodedHeaders(responseHeaders(upstream.headers), encoding)));
  await (encoding === null || encoding === 'identity'
    ? pipeline(upstream, exchange.response)
    : pipeline(upstream, compressor(encoding), exchange.response));
}

/** The encoding to send in, or null where the client has no choice. */
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
    // The tag was for other bytes.
    ...(etag && { etag: `W/${String(etag).replace(/^W\//, '')}` }),
  };
}
