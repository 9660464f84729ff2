/** What has been purged since when: a response is stale if one of its tags went after it was asked for. */
import { LRUCache } from 'lru-cache';
import type { Purge } from '@/lib/site/purge';
import { SOON } from '@/lib/site/tags';

const MAX_TAGS = 50_000;
/** Votes come in by the second, and a page is worth keeping that long. */
export const SOON_MS = 2_000;

/**
 * Purges are numbered. A response remembers the number that stood when upstream was asked, so
 * one under way during a purge is caught as well, and a purge costs the same however much is stored.
 */
export class PurgeLog {
  #number = 0;
  /** Everything asked for before this number is stale. */
  #floor = 0;
  readonly #lastOf: LRUCache<string, number>;
  /** When a tag was last purged for soon, and before when everything counts as if it had been. */
  readonly #soonOf: LRUCache<string, number>;
  #soonFloorMs = 0;
  #soonNumber = 0;

  constructor(maxTags = MAX_TAGS) {
    this.#lastOf = new LRUCache<string, number>({
      max: maxTags,
      // A purge that is forgotten for want of room must not come undone.
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

  /** How many purges for soon there were. */
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

  /** Whether what was asked for at `askedMs` has been purged for soon since. */
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
