/** Digests on the web: a reader's sent one, or the public one without interests. */
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

/** The public digest of a day: daily, for a reader without interests. */
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

/** The digest behind a mail's link and day. Null for any other text or day. */
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
