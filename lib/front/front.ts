/** The HTTP server's request handler before Next: refuses, responds from the store, or forwards. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { AppError } from '@/lib/errors';
import { networkOf } from '@/lib/http/network';
import { clientAddress, type ProxyTrust } from '@/lib/trusted-proxies';
import { Turnstile, type TurnstileLimits } from '@/lib/http/turnstile';
import { Allowance } from './allowance';
import { createErrorAnswer, type ErrorPage } from './error-answer';
import { Exchange, type RequestRecord, type Verdict } from './exchange';
import { forwardedHeaders, passedRequestHeaders } from './headers';
import { sharedForm } from './markdown-form';
import { createPageReader } from './page';
import { leadsBackToChange, sharedTarget } from './parameters';
import { hasSession, isShareable } from './policy';
import { createProxyWatch } from './proxy-watch';
import type { Purge } from '@/lib/site/purge';
import { relay } from './relay';
import { createResponseHeaders } from './response-headers';
import { SharedCache } from './shared-cache';
import { Store, type SharedRequest } from './store';
import { checkHeaders, checkMethod, parseTarget } from '@/lib/http/target';
import { Upstream, type UpstreamOptions } from './upstream';
import { words } from '@/lib/words';

export type FrontOptions = {
  upstream: UpstreamOptions;
  /** The public address of the site; determines the host of shared pages, and HSTS. */
  publicUrl: string;
  /** Limit for all stored bodies together. */
  maxBytes: number;
  log: Logger;
  /** Proxies that may report the reader's address in X-Forwarded-For. */
  trustProxy?: ProxyTrust | null;
  errorPage?: ErrorPage;
  /** Limit for concurrent shared requests to upstream. */
  crowd?: TurnstileLimits;
  onRequest?: (record: RequestRecord) => void;
  /** Milliseconds since the epoch. */
  now?: () => number;
};

export type FrontStats = { entries: number; bytes: number; requests: Record<Verdict, number> };

export type Front = {
  handle: RequestListener;
  /** Stored responses with any of these tags are served only while upstream fails. */
  purge: (purge: Purge) => void;
  stats: () => FrontStats;
  /** Closes the connections to upstream. */
  close: () => void;
};

/**
 * Limits rendering, because more pages at once make none faster and delay the last one. Requests of
 * signed-in readers aren't limited.
 */
const CROWD: TurnstileLimits = {
  running: 32,
  waiting: 1_000,
  patienceMs: 5_000,
  busy: words.errors.busy,
};

export function createFront(options: FrontOptions): Front {
  const { log, onRequest, now = Date.now, trustProxy = null } = options;
  const site = new URL(options.publicUrl);
  const watchProxy = site.hostname === 'localhost' ? null : createProxyWatch(log);
  const upstream = new Upstream(options.upstream);
  const store = new Store(options.maxBytes);
  const allowance = new Allowance(now);
  const requests: Record<Verdict, number> = { HIT: 0, MISS: 0, STALE: 0, PASS: 0 };
  const responseHeaders = createResponseHeaders(options.publicUrl);
  const answerError = createErrorAnswer({ ...options, responseHeaders });
  const crowd = new Turnstile(options.crowd ?? CROWD);
  const ask = (request: SharedRequest, exchange: Exchange) =>
    crowd.pass(() => upstream.ask(onEverybodysBehalf(request, exchange, site)));
  const readWhole = createPageReader((target) =>
    upstream.ask({ method: 'GET', target, headers: { host: site.host } }),
  );
  const parts = { responseHeaders, readWhole };
  const cache = new SharedCache({ store, ask, now, ...parts });

  async function answer(exchange: Exchange): Promise<void> {
    const { request, response } = exchange;
    exchange.target = parseTarget(request.url ?? '');
    checkMethod(request.method);
    checkHeaders(request.headers);
    exchange.address = clientAddress(request, trustProxy);
    watchProxy?.(exchange.address);
    exchange.network = networkOf(exchange.address);
    exchange.share = allowance.shareOf(exchange.target, exchange.network);
    if (request.headers.upgrade?.toLowerCase() === 'websocket') throw new AppError('bad_request');
    if (isShareable(request) && (await answerShared(exchange))) return;
    exchange.admit();
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const { method = 'GET' } = request;
    const passed = await upstream.ask({
      method,
      target: exchange.target,
      headers: {
        ...passedRequestHeaders(request.headers, site, exchange.address),
        'x-request-id': exchange.id,
      },
      body: hasBody(request) ? request : undefined,
      signal: gone.signal,
    });
    await relay(exchange, passed, parts);
  }

  /** Whether the shared response was sent. */
  async function answerShared(exchange: Exchange): Promise<boolean> {
    const target = sharedTarget(exchange.target);
    const request = { target, form: sharedForm(target, exchange.request.headers.accept) };
    const isOneReader = hasSession(exchange.request.headers);
    if (isOneReader && leadsBackToChange(exchange.target)) return false;
    // Ignores the session only where the address is known to be the same for every reader.
    if (isOneReader && !store.find(request)) return false;
    const left = await cache.answer(exchange, request);
    if (left === undefined) return true;
    if (left === 'ask_alone') return false;
    if (isOneReader) left.response.resume();
    else await relay(exchange, left.response, parts);
    return !isOneReader;
  }

  function finish(record: RequestRecord): void {
    requests[record.cache] += 1;
    onRequest?.(record);
    log.debug(record, 'request');
  }

  return {
    handle(request: IncomingMessage, response: ServerResponse) {
      const exchange = new Exchange(request, response, finish);
      answer(exchange).catch((error) => answerError(exchange, error));
    },
    purge: (purge) => store.purge(purge, now()),
    stats: () => ({ ...store.size, requests: { ...requests } }),
    close: () => upstream.close(),
  };
}

/** A GET for the site's own host; upstream sees nothing of the reader except the network. */
function onEverybodysBehalf({ target, form }: SharedRequest, exchange: Exchange, site: URL) {
  return {
    method: 'GET',
    target,
    headers: {
      accept: form,
      'accept-encoding': 'identity',
      // Limits per network count requests that the store can't answer.
      ...forwardedHeaders(site, exchange.address),
      'x-request-id': exchange.id,
    },
  };
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
