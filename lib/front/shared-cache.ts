/** Serves shared responses: from the store, or by one request to upstream for all readers. */
import type { IncomingMessage } from 'node:http';
import { LRUCache } from 'lru-cache';
import { AppError } from '@/lib/errors';
import { Body, isCompressible } from './encode';
import { Entry } from './entry';
import type { Exchange, Verdict } from './exchange';
import { lifetimeOf } from './policy';
import { PageFailed, type ReadWhole } from './page';
import type { ResponseHeaders } from './response-headers';
import { keyOf, type SharedRequest, type Store } from './store';
import { words } from '@/lib/words';

/** Outcome of a request to upstream. Only its own exchange may use an unstored response. */
type Landing =
  | { kind: 'stored'; entry: Entry }
  | { kind: 'unshared'; response: IncomingMessage }
  | { kind: 'broken'; response: IncomingMessage }
  | { kind: 'failed'; error: unknown };
type Flight = { purgeNumber: number; landing: Promise<Landing> };

type Parts = {
  store: Store;
  ask: (request: SharedRequest, exchange: Exchange) => Promise<IncomingMessage>;
  responseHeaders: ResponseHeaders;
  readWhole: ReadWhole;
  now: () => number;
};

/** Result for the caller: a response for this client alone, or no response yet. */
export type Unanswered = { response: IncomingMessage } | 'ask_alone';

/** Time before a failing upstream is requested again, while the old page is served. */
const RETRY_AFTER_MS = 2_000;
const REMEMBERED_UNSHARED = 10_000;
const REMEMBERED_CHARS = 8_000_000;
const SECOND_MS = 1_000;
const FIRST_SERVER_ERROR = 500;
const UNAVAILABLE = 503;
const RETRY_AFTER_S = 5;

export class SharedCache {
  readonly #parts: Parts;
  readonly #flights = new Map<string, Flight>();
  /** Addresses whose last response was private: requests for them don't wait for each other. */
  readonly #unshared = new LRUCache<string, true>({
    max: REMEMBERED_UNSHARED,
    maxSize: REMEMBERED_CHARS,
    sizeCalculation: (_true, key) => key.length,
  });

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Responds to the exchange, or returns upstream's response if it is for one client alone. */
  async answer(exchange: Exchange, request: SharedRequest): Promise<Unanswered | undefined> {
    const { store, now } = this.#parts;
    const entry = store.find(request);
    const freshness = entry?.freshness(now(), store.isPurged(entry, now())) ?? 'expired';
    if (entry && freshness === 'fresh') return this.#serve(exchange, request, entry, 'HIT');
    if (entry && freshness === 'revalidate') {
      this.#refresh(exchange, request, entry);
      return this.#serve(exchange, request, entry, 'STALE');
    }
    const standIn = freshness === 'if_error' ? entry : undefined;
    if (standIn && now() < standIn.retryAt) {
      return this.#serve(exchange, request, standIn, 'STALE');
    }
    return this.#board(exchange, request, standIn);
  }

  /** Waits for upstream's response, together with other requests for the same address. */
  async #board(
    exchange: Exchange,
    request: SharedRequest,
    standIn: Entry | undefined,
  ): Promise<Unanswered | undefined> {
    exchange.admit();
    const underway = this.#joinable(request);
    const landing = await (underway ?? this.#depart(exchange, request)).landing;
    if (landing.kind === 'stored') return this.#serve(exchange, request, landing.entry, 'MISS');
    if (landing.kind !== 'unshared' && standIn) {
      standIn.retryAt = this.#parts.now() + RETRY_AFTER_MS;
      if (!underway) discard(landing);
      return this.#serve(exchange, request, standIn, 'STALE');
    }
    if (landing.kind === 'failed') {
      // Each reader gets a request id, under which the failure is logged.
      if (underway && landing.error instanceof PageFailed) return 'ask_alone';
      throw landing.error;
    }
    // Upstream is overloaded, and each waiting request would repeat the call.
    if (underway && landing.kind === 'broken' && landing.response.statusCode === UNAVAILABLE) {
      throw new AppError('unavailable', words.errors.busy, { retryAfterS: RETRY_AFTER_S });
    }
    return underway ? 'ask_alone' : { response: landing.response };
  }

  #refresh(exchange: Exchange, request: SharedRequest, entry: Entry): void {
    if (this.#joinable(request) || this.#parts.now() < entry.retryAt) return;
    void this.#depart(exchange, request).landing.then((landing) => {
      if (landing.kind === 'broken' || landing.kind === 'failed') {
        entry.retryAt = this.#parts.now() + RETRY_AFTER_MS;
      }
      discard(landing);
    });
  }

  /** Excludes requests from before a purge, whose responses may be stale. */
  #joinable(request: SharedRequest): Flight | undefined {
    const key = keyOf(request);
    const flight = this.#unshared.has(key) ? undefined : this.#flights.get(key);
    return flight?.purgeNumber === this.#parts.store.purgeNumber ? flight : undefined;
  }

  #depart(exchange: Exchange, request: SharedRequest): Flight {
    const key = keyOf(request);
    const purgeNumber = this.#parts.store.purgeNumber;
    const landing = this.#fly(exchange, request, purgeNumber).finally(() => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    });
    const flight = { purgeNumber, landing };
    this.#flights.set(key, flight);
    return flight;
  }

  async #fly(exchange: Exchange, request: SharedRequest, purgeNumber: number): Promise<Landing> {
    const { store, ask, now, readWhole } = this.#parts;
    const requestedAt = now();
    try {
      const response = await ask(request, exchange);
      const status = response.statusCode ?? FIRST_SERVER_ERROR;
      if (status >= FIRST_SERVER_ERROR) return { kind: 'broken', response };
      const lifetime = lifetimeOf(request.target, status, response.headers);
      const bytes = lifetime && (await readWhole(response));
      if (!lifetime || !bytes) {
        store.remove(request, purgeNumber);
        this.#unshared.set(keyOf(request), true);
        return { kind: 'unshared', response };
      }
      const entry = new Entry({
        status,
        headers: this.#parts.responseHeaders(response.headers),
        body: this.#bodyOf(request, response, bytes),
        lifetime,
        purgeNumber,
        requestedAt,
      });
      // Encoded before it replaces the old page, so that readers get the old one meanwhile.
      await entry.body.make(entry.body.choose(exchange.request.headers['accept-encoding']));
      store.put(request, entry);
      this.#unshared.delete(keyOf(request));
      return { kind: 'stored', entry };
    } catch (error) {
      return { kind: 'failed', error };
    }
  }

  /** Keeps the encodings and the change time of a page that is unchanged. */
  #bodyOf(request: SharedRequest, { headers }: IncomingMessage, bytes: Buffer): Body {
    const compressible = isCompressible(headers['content-type'], headers['cache-control']);
    const previous = this.#parts.store.find(request)?.body;
    // Two bodies of one second get two dates, because some clients compare only dates.
    const changedAt = Math.max(
      Math.floor(this.#parts.now() / SECOND_MS) * SECOND_MS,
      previous ? previous.changedAt + SECOND_MS : 0,
    );
    const body = new Body(bytes, compressible, changedAt);
    const isSame = previous?.hash === body.hash && previous.isCompressible === body.isCompressible;
    return isSame ? previous : body;
  }

  async #serve(
    exchange: Exchange,
    request: SharedRequest,
    entry: Entry,
    verdict: Verdict,
  ): Promise<undefined> {
    const { store, now } = this.#parts;
    const { body } = entry;
    const encoding = body.choose(exchange.request.headers['accept-encoding']);
    let encoded = body.made(encoding);
    if (!encoded) {
      encoded = await body.make(encoding);
      store.remeasure(request, entry);
    }
    exchange.verdict = verdict;
    entry.send(exchange, encoded, now());
  }
}

function discard(landing: Landing): void {
  if ('response' in landing) landing.response.resume();
}
