/** The account's next digest, for programs. */
import type { Database } from '@/lib/db/client';
import { previewDigest, type Previewed } from '@/lib/digests/preview-queries';
import { fromUtcDate } from '@/lib/calendar';
import { AppError } from '@/lib/errors';
import { papersOfIds, type Listed } from './queries';
import { words } from '@/lib/words';

export type MyDigest = { day: string; papers: (Listed & { reason: string })[] };

/** Throws not_found for a reader without a digest. */
export async function myDigest(db: Database, userId: string, now: Date): Promise<MyDigest> {
  const reader = await findSubscriber(db, userId);
  if (!reader) throw new AppError('not_found', words.refusals.noSubscription);
  return digestOf(db, reader, now);
}

async function findSubscriber(db: Database, userId: string): Promise<Previewed | null> {
  const found = await db.subscription.findUnique({ where: { userId } });
  if (!found || found.state === 'ended') return null;
  const pausedUntil = found.pausedUntil && fromUtcDate(found.pausedUntil);
  return { ...found, subscriptionId: found.id, pausedUntil };
}

async function digestOf(db: Database, reader: Previewed, now: Date): Promise<MyDigest> {
  const { day, choices } = await previewDigest(db, reader, { now });
  const reasons = new Map(choices.map(({ paper, reason }) => [paper.id, reason]));
  const listed = await papersOfIds(db, [...reasons.keys()]);
  return {
    day,
    papers: listed.map((one) => ({ ...one, reason: reasons.get(one.paper.id) ?? '' })),
  };
}
