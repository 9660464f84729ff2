/** The stored responses: bounded in bytes, told apart by what they vary by, purged by tag. */
import { LRUCache } from 'lru-cache';
import type { Entry } from './entry';
import { variesBy } from './policy';
import { PurgeLog, SOON_MS, type Purge } from './purge-log';

const MAX_TARGETS = 50_000;
/** An address may have thousands of characters. */
const MAX_TARGET_CHARS = 8_000_000;

/** A request as it is asked on everybody's behalf. */
export type SharedRequest = { target: string; headers: Record<string, string> };

export class Store {
  readonly #entries: LRUCache<string, Entry>;
  /** By which headers the responses of an address vary, as the latest ones said. */
  readonly #varies = new LRUCache<string, readonly string[]>({
    max: MAX_TARGETS,
    maxSize: MAX_TARGET_CHARS,
    sizeCalculation: (_names, target) => target.length,
  });
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
    const names = this.#varies.get(request.target);
    return names && this.#entries.get(variantKey(request, names));
  }

  /** Keeps `entry`, unless what is there was asked for after it. */
  put(request: SharedRequest, entry: Entry): void {
    const known = this.#varies.peek(request.target) ?? [];
    const names = [...new Set([...known, ...variesBy(entry.vary)])].toSorted();
    const key = variantKey(request, names);
    const present = this.#entries.peek(key);
    if (present && present.askedAt > entry.askedAt) return;
    this.#varies.set(request.target, names);
    this.#entries.set(key, entry);
  }

  /** Counts an entry's bytes anew, after it got another encoding. */
  remeasure(request: SharedRequest, entry: Entry): void {
    if (this.find(request) !== entry) return;
    this.remove(request, entry.askedAt);
    this.put(request, entry);
  }

  /** Drops what is there, unless it was asked for after the purge numbered `askedAt`. */
  remove(request: SharedRequest, askedAt: number): void {
    const names = this.#varies.peek(request.target);
    const key = names && variantKey(request, names);
    const present = key && this.#entries.peek(key);
    if (present && present.askedAt <= askedAt) this.#entries.delete(key);
  }

  purge(purge: Purge, nowMs: number): void {
    this.#purges.record(purge, nowMs);
  }

  /** Looks at the entry's tags once after each purge, not at each request. */
  isPurged(entry: Entry, nowMs: number): boolean {
    const { number, soonNumber } = this.#purges;
    if (!entry.isPurged && entry.checkedAt !== number) {
      entry.checkedAt = number;
      entry.isPurged = this.#purges.isStale(entry.tags, entry.askedAt);
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

function variantKey({ target, headers }: SharedRequest, names: readonly string[]): string {
  return names.length === 0
    ? target
    : [target, ...names.map((name) => headers[name] ?? '')].join('\n');
}
