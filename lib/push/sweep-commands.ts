/** Forgets what browsers were told long ago. */
import type { Db } from '@/lib/db/client';
import { leadersAskedFor } from './queries';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 180;

/** What leads still stays: by its row it is known to have been told. */
export async function forgetNotices(db: Db, now: Date): Promise<number> {
  const leading = (await leadersAskedFor(db)).map(({ paperId }) => paperId);
  const createdAt = { lt: new Date(now.getTime() - KEPT_DAYS * DAY_MS) };
  const { count } = await db.pushNotice.deleteMany({
    where: { createdAt, paperId: { notIn: leading } },
  });
  return count;
}
