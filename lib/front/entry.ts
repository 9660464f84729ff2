/** A stored response: its body in each encoding, and its head ready to send. */
import fresh from 'fresh';
import type { Body, Encoded } from './encode';
import type { Exchange } from './exchange';
import { flatten, OF_THE_BODY, varyWithEncoding, without, type HeaderMap } from './headers';
import { freshnessOf, type Freshness, type Lifetime } from './policy';

/** Overhead of each entry besides its body: headers, key, bookkeeping. */
const OVERHEAD_BYTES = 4_096;
/** Headers that aren't stored, because they are set for each response or describe one encoding. */
const OF_THE_MOMENT = ['age', 'date', 'content-length', 'content-encoding', 'etag'];
const OK = 200;
const NOT_MODIFIED = 304;

export class Entry {
  readonly status: number;
  readonly body: Body;
  readonly tags: readonly string[];
  /** Number of the latest purge at the time of the request to upstream. */
  readonly purgeNumber: number;
  /** When upstream made the response, by its own headers. */
  readonly bornAt: number;
  /** When upstream was requested, by the local clock. */
  readonly requestedAt: number;
  isPurged = false;
  /** Purged for soon: counts as purged once it is old enough to be fetched again. */
  isOutdated = false;
  /** The purge number at the last check. */
  checkedAt = -1;
  checkedSoonAt = -1;
  /** No retry of a failing upstream before this. */
  retryAt = 0;
  readonly #lifetime: Lifetime;
  readonly #headers: HeaderMap;
  readonly #heads = new Map<Encoded, string[]>();

  constructor(stored: {
    status: number;
    headers: HeaderMap;
    body: Body;
    lifetime: Lifetime;
    purgeNumber: number;
    requestedAt: number;
  }) {
    const { headers } = stored;
    this.status = stored.status;
    this.body = stored.body;
    this.tags = tagsOf(headers['cache-tag']);
    this.purgeNumber = stored.purgeNumber;
    this.requestedAt = stored.requestedAt;
    this.bornAt = stored.requestedAt - stored.lifetime.ageMs;
    this.#lifetime = stored.lifetime;
    this.#headers = without(headers, OF_THE_MOMENT);
    if (stored.body.isCompressible) this.#headers.vary = varyWithEncoding(headers.vary);
    // Uses the body's own change: a feed's newest entry may be dated before it arrived.
    if (stored.status === OK) {
      this.#headers['last-modified'] ??= new Date(stored.body.changedAt).toUTCString();
    }
  }

  get size(): number {
    return this.body.size + OVERHEAD_BYTES;
  }

  freshness(now: number, isPurged: boolean): Freshness {
    return freshnessOf(this.#lifetime, now - this.bornAt, isPurged);
  }

  /** Responds with `encoded`, or with 304 if the client has this body in any encoding. */
  send(exchange: Exchange, encoded: Encoded, now: number): void {
    const age = String(Math.max(0, Math.floor((now - this.bornAt) / 1_000)));
    const held = this.#tagHeldBy(exchange);
    if (held !== undefined) {
      const headers = { ...without(this.#headers, OF_THE_BODY), etag: held, age };
      exchange.send(NOT_MODIFIED, flatten(headers));
    } else {
      exchange.send(this.status, this.#head(encoded).concat('age', age), encoded.bytes);
    }
  }

  #head(encoded: Encoded): string[] {
    const known = this.#heads.get(encoded);
    if (known) return known;
    const head = flatten({
      ...this.#headers,
      ...(encoded.encoding !== 'identity' && { 'content-encoding': encoded.encoding }),
      'content-length': String(encoded.bytes.length),
      etag: encoded.etag,
    });
    this.#heads.set(encoded, head);
    return head;
  }

  #tagHeldBy({ request: { headers } }: Exchange): string | undefined {
    if (headers['if-none-match'] === undefined && headers['if-modified-since'] === undefined) {
      return undefined;
    }
    if (this.status !== OK) return undefined;
    const lastModified = [this.#headers['last-modified'] ?? []].flat()[0];
    // Compares for equality only, because another front may have dated its body later.
    const isSameDate = headers['if-modified-since'] === lastModified;
    if (headers['if-none-match'] === undefined && !isSameDate) return undefined;
    return this.body.etags.find((etag) => fresh(headers, { etag, 'last-modified': lastModified }));
  }
}

function tagsOf(header: string | string[] | undefined): string[] {
  return [header ?? []]
    .flat()
    .flatMap((list) => list.split(','))
    .map((tag) => tag.trim())
    .filter(Boolean);
}
