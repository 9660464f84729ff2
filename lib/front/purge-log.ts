/** What has been purged since when: a response is stale if one of its tags went after it was asked for. */
import { LRUCache } from 'lru-cache';

export type Purge = readonly string[] | 'all';

const MAX_TAGS = 50_000;

/**
 * Purges are numbered. A response remembers the number that stood when upstream was asked, so
 * one under way during a purge is caught as well, and a purge costs the same however much is stored.
 */
export class PurgeLog {
  #number = 0;
  /** Everything asked for before this number is stale. */
  #floor = 0;
  readonly #lastOf: LRUCache<string, number>;

  constructor(maxTags = MAX_TAGS) {
    this.#lastOf = new LRUCache<string, number>({
      max: maxTags,
      // A purge that is forgotten for want of room must not come undone.
      dispose: (number, _tag, reason) => {
        if (reason === 'evict') this.#floor = Math.max(this.#floor, number);
      },
    });
  }

  /** The number of the latest purge. */
  get number(): number {
    return this.#number;
  }

  record(purge: Purge): void {
    this.#number += 1;
    if (purge === 'all') {
      this.#floor = this.#number;
      this.#lastOf.clear();
      return;
    }
    for (const tag of purge) this.#lastOf.set(tag, this.#number);
  }

  isStale(tags: readonly string[], askedAt: number): boolean {
    return askedAt < this.#floor || tags.some((tag) => (this.#lastOf.peek(tag) ?? 0) > askedAt);
  }
}
