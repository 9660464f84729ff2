/** Forgets what webhooks were told long ago. */
import type { Database } from '@/lib/db/client';
import { newsNow } from './news-queries';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 30;

/** What is still news stays: by its row it is known to have been told. */
export async function forgetDeliveries(db: Database, now: Date): Promise<number> {
  const createdAt = { lt: new Date(now.getTime() - KEPT_DAYS * DAY_MS) };
  const kinds = await db.webhook.groupBy({ by: ['event', 'topic'] });
  let forgotten = 0;
  for (const webhook of kinds) {
    const news = await newsNow(db, webhook, { url: '', now });
    const key = { notIn: news.map((piece) => piece.key) };
    const { count } = await db.webhookDelivery.deleteMany({ where: { createdAt, key, webhook } });
    forgotten += count;
  }
  return forgotten;
}
