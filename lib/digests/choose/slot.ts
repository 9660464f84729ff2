/** The recommender's slot with its prepared mail. */
import type { Day } from '@/lib/calendar';
import type { Database } from '@/lib/db/client';
import { env, publicUrl } from '@/lib/env';
import { slotOf, type Slot } from '@/lib/recommend/slot-queries';
import type { Candidate } from '@/lib/recommend/types';
import type { Cadence } from '@/lib/subscriptions/cadences';
import { prepareSlot, type PreparedSlot } from '../compose/compose';

export type DigestSlot = Slot & {
  /** The paper with the votes already stated in a mail; undefined outside the slot. */
  paperWith: (id: string, votes?: number) => Candidate | undefined;
  prepared: PreparedSlot;
};

/** Expires with the recommender's slot. */
const digestSlots = new WeakMap<Slot, Promise<DigestSlot>>();

export async function digestSlot(db: Database, cadence: Cadence, day: Day): Promise<DigestSlot> {
  const slot = await slotOf(db, cadence, day);
  const known = digestSlots.get(slot);
  if (known) return known;
  const made = makeDigestSlot(slot);
  digestSlots.set(slot, made);
  made.catch(() => digestSlots.delete(slot));
  return made;
}

async function makeDigestSlot(slot: Slot): Promise<DigestSlot> {
  const prepared = await prepareSlot({
    day: slot.day,
    siteName: env.SITE_NAME,
    publicUrl,
    senderLine: env.MAIL_SENDER_LINE,
  });
  return Object.assign(slot, { paperWith: withStatedVotes(slot.candidates), prepared });
}

/** One object for each count of votes, because composing caches its rendering by object. */
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
