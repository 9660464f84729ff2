/** Stores responses, limited in bytes, one for each address and form, purged by tag. */
import { LRUCache } from 'lru-cache';
import type { Entry } from './entry';
import type { SharedForm } from './markdown-form';
import type { Purge } from '@/lib/site/purge';
import { PurgeLog, SOON_MS } from './purge-log';

/** The whole key of a shared response: no cookie, address or other header reaches upstream. */
export type SharedRequest = { target: string; form: SharedForm };

export class Store {
  readonly #entries: LRUCache<string, Entry>;
  readonly #purges = new PurgeLog();

  constructor(maxBytes: number) {
    this.#entries = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: (entry, key) => entry.size + key.length,
    });
  }

  get purgeNumber(): number {
    return this.#purges.number;
  }

  find(request: SharedRequest): Entry | undefined {
    return this.#entries.get(keyOf(request));
  }

  /** Stores `entry`, unless the stored one was requested later. */
  put(request: SharedRequest, entry: Entry): void {
    const key = keyOf(request);
    const present = this.#entries.peek(key);
    if (present && present.purgeNumber > entry.purgeNumber) return;
    this.#entries.set(key, entry);
  }

  /** Updates an entry's size after a new encoding. */
  remeasure(request: SharedRequest, entry: Entry): void {
    if (this.find(request) !== entry) return;
    this.remove(request, entry.purgeNumber);
    this.put(request, entry);
  }

  /** Drops the stored entry, unless it was requested after the purge numbered `askedAt`. */
  remove(request: SharedRequest, purgeNumber: number): void {
    const key = keyOf(request);
    const present = this.#entries.peek(key);
    if (present && present.purgeNumber <= purgeNumber) this.#entries.delete(key);
  }

  purge(purge: Purge, nowMs: number): void {
    this.#purges.record(purge, nowMs);
  }

  /** Checks the entry's tags once after each purge, not at each request. */
  isPurged(entry: Entry, nowMs: number): boolean {
    const { number, soonNumber } = this.#purges;
    if (!entry.isPurged && entry.checkedAt !== number) {
      entry.checkedAt = number;
      entry.isPurged = this.#purges.isStale(entry.tags, entry.purgeNumber);
    }
    if (!entry.isOutdated && entry.checkedSoonAt !== soonNumber) {
      entry.checkedSoonAt = soonNumber;
      entry.isOutdated = this.#purges.isOutdated(entry.tags, entry.requestedAt);
    }
    return entry.isPurged || (entry.isOutdated && nowMs - entry.requestedAt >= SOON_MS);
  }

  get size(): { entries: number; bytes: number } {
    return { entries: this.#entries.size, bytes: this.#entries.calculatedSize };
  }
}

export function keyOf({ target, form }: SharedRequest): string {
  return `${form} ${target}`;
}
