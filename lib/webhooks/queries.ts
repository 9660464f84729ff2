/** Reads a reader's webhooks, and their deliveries. */
import type { Db } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { words } from '@/lib/words';

const LOGGED = 100;

export async function webhooksOf(db: Db, userId: string) {
  return db.webhook.findMany({ where: { userId }, orderBy: { createdAt: 'asc' } });
}

/** The newest deliveries of a reader's own webhook. Throws not_found. */
export async function deliveriesOf(
  db: Db,
  which: { id: string; userId: string },
  limit: number = LOGGED,
) {
  const webhook = await db.webhook.findFirst({
    where: which,
    include: { deliveries: { orderBy: { createdAt: 'desc' }, take: limit } },
  });
  if (!webhook) throw new AppError('not_found', words.refusals.noWebhook);
  return webhook.deliveries;
}
