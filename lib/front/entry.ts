/** A stored response: its body in each encoding, and its head ready to be written. */
import fresh from 'fresh';
import type { Body, Encoded } from './encode';
import type { Exchange } from './exchange';
import { flatten, OF_THE_BODY, varyWithEncoding, without, type HeaderMap } from './headers';
import { freshnessOf, type Freshness, type Lifetime } from './policy';

/** Counted for each entry besides its body: headers, key, bookkeeping. */
const OVERHEAD_BYTES = 4_096;
/** Not sent as stored: said anew each time, or about the body in one encoding. */
const OF_THE_MOMENT = ['age', 'date', 'content-length', 'content-encoding', 'etag'];
const OK = 200;
const NOT_MODIFIED = 304;

export class Entry {
  readonly status: number;
  readonly body: Body;
  readonly tags: readonly string[];
  /** The number of the latest purge when upstream was asked. */
  readonly purgeNumber: number;
  /** When upstream made it, as far as it says so. */
  readonly bornAt: number;
  /** When upstream was asked, by our clock. */
  readonly requestedAt: number;
  isPurged = false;
  /** Purged for soon: as good as purged once it is old enough to be made again. */
  isOutdated = false;
  /** The number of the purge after which that was last looked up. */
  checkedAt = -1;
  checkedSoonAt = -1;
  /** While upstream fails, it is not asked again before this. */
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
    // A feed's newest entry may be dated before the entry itself arrived, so the body's own change counts.
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

  /** Answers with `encoded`, or with 304 if the client has this body in any encoding. */
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
    // Another front may have dated its body later than this one, so only the same date will do.
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
