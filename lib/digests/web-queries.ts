/** A digest on the web: what one reader was sent, or what a reader without interests would be. */
import { z } from 'zod';
import type { Database, Db } from '@/lib/db/client';
import { addCalendarDays, toUtcDate, type Day } from '@/lib/calendar';
import { choose } from '@/lib/recommend/diversity';
import { DEFAULT_PREFERENCES } from '@/lib/subscriptions/rules';
import { deliveryOfLink } from '@/lib/subscriptions/tokens';
import { digestSlot } from './choose/slot';

/** Ids and reasons, in the digest's order. */
type DigestEntry = { id: string; reason: string };

const entries = z.array(z.object({ id: z.string(), reason: z.string() }));

/** What a reader without interests who gets it every day is sent on a day. */
export async function generalDigest(db: Database, day: Day): Promise<DigestEntry[]> {
  const { cadence, maxPapers } = DEFAULT_PREFERENCES;
  const slot = await digestSlot(db, cadence, day);
  const since = addCalendarDays(day, -1);
  const choices = choose(slot.ranked(DEFAULT_PREFERENCES), {
    delivered: new Set(),
    maxPapers,
    since,
  });
  return choices.map(({ paper, reason }) => ({ id: paper.id, reason }));
}

/** What the digest of a day that a mail's link stands for held. Null for any other text or day. */
export async function findDigestByLink(
  db: Db,
  link: string,
  day: Day,
): Promise<DigestEntry[] | null> {
  const id = deliveryOfLink(link);
  if (!id) return null;
  const found = await db.delivery.findFirst({
    where: { id, issue: { localDay: toUtcDate(day) } },
    select: { papers: true },
  });
  return found && entries.parse(found.papers);
}
