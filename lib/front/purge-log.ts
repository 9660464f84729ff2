/** Records purges: a response is stale if one of its tags was purged after its request. */
import { LRUCache } from 'lru-cache';
import type { Purge } from '@/lib/site/purge';
import { SOON } from '@/lib/site/tags';

const MAX_TAGS = 50_000;
/** Minimum age for votes to refetch a page, because votes arrive by the second. */
export const SOON_MS = 2_000;

/**
 * Numbers purges. A response remembers the number at its request to upstream, so that a purge in
 * the meantime applies to it too, and a purge costs the same for any number of stored responses.
 */
export class PurgeLog {
  #number = 0;
  /** Every response requested before this number is stale. */
  #floor = 0;
  readonly #lastOf: LRUCache<string, number>;
  /** When a tag was last purged for soon, and the time before which all tags count as purged. */
  readonly #soonOf: LRUCache<string, number>;
  #soonFloorMs = 0;
  #soonNumber = 0;

  constructor(maxTags = MAX_TAGS) {
    this.#lastOf = new LRUCache<string, number>({
      max: maxTags,
      // Raises the floor, so that a purge stays in force after its record is dropped.
      dispose: (number, _tag, reason) => {
        if (reason === 'evict') this.#floor = Math.max(this.#floor, number);
      },
    });
    this.#soonOf = new LRUCache<string, number>({
      max: maxTags,
      dispose: (atMs, _tag, reason) => {
        if (reason === 'evict') this.#soonFloorMs = Math.max(this.#soonFloorMs, atMs);
      },
    });
  }

  /** The number of the latest purge. */
  get number(): number {
    return this.#number;
  }

  /** Number of purges for soon. */
  get soonNumber(): number {
    return this.#soonNumber;
  }

  record(purge: Purge, nowMs: number): void {
    const [later, now] = purge === 'all' ? [[], purge] : partition(purge);
    if (later.length > 0) this.#soonNumber += 1;
    for (const tag of later) this.#soonOf.set(tag, nowMs);
    if (now.length > 0) this.#recordNow(now);
  }

  #recordNow(purge: Purge): void {
    this.#number += 1;
    if (purge === 'all') {
      this.#floor = this.#number;
      this.#lastOf.clear();
      return;
    }
    for (const tag of purge) this.#lastOf.set(tag, this.#number);
  }

  isStale(tags: readonly string[], requestedAt: number): boolean {
    return (
      requestedAt < this.#floor || tags.some((tag) => (this.#lastOf.peek(tag) ?? 0) > requestedAt)
    );
  }

  /** Whether a response requested at `askedMs` has since been purged for soon. */
  isOutdated(tags: readonly string[], waitMs: number): boolean {
    return (
      waitMs <= this.#soonFloorMs || tags.some((tag) => (this.#soonOf.peek(tag) ?? 0) >= waitMs)
    );
  }
}

function partition(tags: readonly string[]): [soon: string[], now: string[]] {
  const later = tags.filter((tag) => tag.startsWith(SOON)).map((tag) => tag.slice(SOON.length));
  return [later, tags.filter((tag) => !tag.startsWith(SOON))];
}
