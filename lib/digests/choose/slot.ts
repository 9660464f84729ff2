/** What all digests of a slot share, made once and kept for as long as the slot is delivered. */
import { LRUCache } from 'lru-cache';
import type { Database } from '@/lib/db/client';
import type { Day } from '@/lib/calendar';
import { env, publicUrl } from '@/lib/env';
import { topicNames } from '@/lib/papers/queries';
import { CADENCE, CADENCES, type Cadence } from '@/lib/subscriptions/cadences';
import { rankFor, withPersonal, type Ranked } from './choose';
import { prepareSlot, type PreparedSlot } from '../compose/compose';
import { interestKey } from './interests';
import { preparePool, type Pool } from './pool';
import { candidatesFor, listingVersion } from '../queries';
import type { Candidate, Interests, Personal } from '../types';

/** Votes move while a slot is delivered; a slot this old is made anew. */
const KEPT_MS = 300_000;
/** Time zones spread a day's digests over two calendar days. */
const MOST_SLOTS = 2 * CADENCES.length;
/** Rankings of distinct interests kept a slot: the bound of a worker's memory. */
const MOST_RANKINGS = 2_000;

export type DigestSlot = {
  pool: Pool;
  paperIds: string[];
  /** The paper with the votes that a mail has stated already; undefined if it is not in the slot. */
  paperWith: (id: string, votes?: number) => Candidate | undefined;
  prepared: PreparedSlot;
  /** Kept for all readers of the same interests; a reader's own papers are merged into it. */
  ranked: (interests: Interests, personal?: readonly Personal[]) => Ranked;
};

type Kept = { version: string; slot: Promise<DigestSlot> };
const slots = new LRUCache<string, Kept>({ max: MOST_SLOTS, ttl: KEPT_MS });

/** The slot as it is now: made again as soon as a paper is listed or hidden in its days. */
export async function digestSlot(db: Database, cadence: Cadence, day: Day): Promise<DigestSlot> {
  const key = `${cadence}:${day}`;
  // Read first: a paper listed between the two reads changes the version that the next call sees.
  const version = await listingVersion(db, cadence, day);
  const known = slots.get(key);
  if (known?.version === version) return known.slot;
  const slot = makeSlot(db, cadence, day);
  slots.set(key, { version, slot });
  slot.catch(() => {
    if (slots.peek(key)?.slot === slot) slots.delete(key);
  });
  return slot;
}

/** Forgets what was kept; for tests, whose papers change under it. */
export function forgetSlots(): void {
  slots.clear();
}

async function makeSlot(db: Database, cadence: Cadence, day: Day): Promise<DigestSlot> {
  const [candidates, names] = await Promise.all([candidatesFor(db, cadence, day), topicNames(db)]);
  const { window } = CADENCE[cadence];
  const pool = preparePool(candidates, { day, window, topicNames: names });
  const prepared = await prepareSlot({
    day,
    siteName: env.SITE_NAME,
    publicUrl,
    senderLine: env.MAIL_SENDER_LINE,
  });
  const rankings = new LRUCache<string, Ranked>({ max: MOST_RANKINGS });
  return {
    pool,
    paperIds: candidates.map(({ id }) => id),
    paperWith: withStatedVotes(candidates),
    prepared,
    ranked(interests, personal = []) {
      const key = interestKey(interests);
      const ranked = rankings.get(key) ?? rankFor(interests, pool);
      rankings.set(key, ranked);
      return withPersonal(ranked, personal);
    },
  };
}

/** One object for each count of votes, because composing keeps what it rendered by object. */
function withStatedVotes(candidates: readonly Candidate[]): DigestSlot['paperWith'] {
  const byId = new Map(candidates.map((paper) => [paper.id, paper]));
  const stated = new Map<string, Candidate>();
  return (id, votes) => {
    const paper = byId.get(id);
    if (!paper || votes === undefined || votes === paper.votes) return paper;
    const key = `${id} ${votes}`;
    const known = stated.get(key) ?? { ...paper, votes };
    stated.set(key, known);
    return known;
  };
}
