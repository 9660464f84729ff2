/** Prepares slots: a cadence's pool of a day, shared by digests and For you. */
import { LRUCache } from 'lru-cache';
import type { Day } from '@/lib/calendar';
import type { Database } from '@/lib/db/client';
import { topicNames } from '@/lib/papers/queries';
import { CADENCE, CADENCES, type Cadence } from '@/lib/subscriptions/cadences';
import { candidatesOf, editionsVersion, type Editions } from './candidate-queries';
import { interestKey } from './interests';
import { preparePool, type Pool } from './pool';
import { rank, rankFor, type Ranked } from './ranking';
import type { Candidate, Interests, Personal } from './types';

/** Lifetime of a slot, because votes change during delivery. */
const KEPT_MS = 300_000;
/** Time zones spread a day's digests over two calendar days. */
const MOST_SLOTS = 2 * CADENCES.length;
/** Limits the cached rankings of distinct interests, and so a worker's memory. */
const MOST_RANKINGS = 2_000;

export type Slot = {
  day: Day;
  pool: Pool;
  candidates: readonly Candidate[];
  paperIds: string[];
  /** Shared by readers of the same interests; a reader's own matches are added. */
  ranked: (interests: Interests, personal?: Personal) => Ranked;
};

type Kept = { version: string; slot: Promise<Slot> };
const slots = new LRUCache<string, Kept>({ max: MOST_SLOTS, ttl: KEPT_MS });

/** The current slot: rebuilt as soon as a paper is listed or hidden in its editions. */
export async function slotOf(db: Database, cadence: Cadence, day: Day): Promise<Slot> {
  const editions = { day, ...CADENCE[cadence] };
  const key = JSON.stringify(editions);
  // Read first: a paper listed between the two reads changes the version that the next call reads.
  const version = await editionsVersion(db, editions);
  const known = slots.get(key);
  if (known?.version === version) return known.slot;
  const slot = makeSlot(db, editions);
  slots.set(key, { version, slot });
  slot.catch(() => {
    if (slots.peek(key)?.slot === slot) slots.delete(key);
  });
  return slot;
}

/** For tests, whose papers change under a cached slot. */
export function forgetSlots(): void {
  slots.clear();
}

async function makeSlot(db: Database, editions: Editions): Promise<Slot> {
  const { day, window } = editions;
  const [candidates, names] = await Promise.all([candidatesOf(db, editions), topicNames(db)]);
  const pool = preparePool(candidates, { day, window, topicNames: names });
  const rankings = new LRUCache<string, Ranked>({ max: MOST_RANKINGS });
  return {
    day,
    pool,
    candidates,
    paperIds: candidates.map(({ id }) => id),
    ranked(interests, personal) {
      const key = interestKey(interests);
      const ranked = rankings.get(key) ?? rank(pool, interests);
      rankings.set(key, ranked);
      return personal ? rankFor(ranked, personal) : ranked;
    },
  };
}
