/** Webhooks: created and deleted by readers, delivered by the queue. */
import { randomUUID } from 'node:crypto';
import { database, type Database, type Db } from '@/lib/db/client';
import type { Webhook } from '@/lib/db/generated/client';
import { AppError } from '@/lib/errors';
import type { Reach } from '@/lib/http/outgoing/public-post';
import { enqueue } from '@/lib/queue/commands';
import { message, newsNow, type Kind, type News } from './news-queries';
import { isPing, MAX_ATTEMPTS, PAUSED, pingKey } from './rules';
import { send } from './send';
import { words } from '@/lib/words';

const DAY_MS = 86_400_000;
const DELIVERY_KEPT_DAYS = 30;
const MAX_WEBHOOKS = 10;
const GONE = 410;
export type NewWebhook = {
  userId: string;
  url: string;
  event: 'edition' | 'trending';
  topic: string | null;
};

/** Throws conflict over the limit, not_found for an unknown topic. */
export async function createWebhook(db: Database, webhook: NewWebhook): Promise<Webhook> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "User" WHERE "id" = ${webhook.userId} FOR UPDATE`;
    if ((await tx.webhook.count({ where: { userId: webhook.userId } })) >= MAX_WEBHOOKS) {
      throw new AppError('conflict', words.refusals.webhookLimit(MAX_WEBHOOKS));
    }
    const slug = webhook.topic;
    if (slug !== null && (await tx.topic.count({ where: { slug } })) === 0) {
      throw new AppError('not_found', words.refusals.noTopic);
    }
    return tx.webhook.create({ data: webhook });
  });
}

/** Throws not_found for another reader's. */
export async function endWebhook(db: Db, which: { id: string; userId: string }): Promise<void> {
  const { count } = await db.webhook.deleteMany({ where: which });
  if (count === 0) throw new AppError('not_found', words.refusals.noWebhook);
}

/** A paused webhook gets nothing, and later only what is new by then. Throws not_found. */
export async function pauseWebhook(
  db: Db,
  which: { id: string; userId: string },
  pausedAt: Date | null,
): Promise<Webhook> {
  const [webhook] = await db.webhook.updateManyAndReturn({ where: which, data: { pausedAt } });
  if (!webhook) throw new AppError('not_found', words.refusals.noWebhook);
  return webhook;
}

/** Sends a test message once, to show its result. Throws not_found. */
export async function pingWebhook(
  db: Database,
  which: { id: string; userId: string },
  now: Date,
): Promise<{ id: string }> {
  return db.$transaction(async (tx) => {
    const webhook = await tx.webhook.findFirst({ where: which, select: { id: true } });
    if (!webhook) throw new AppError('not_found', words.refusals.noWebhook);
    const id = randomUUID();
    const body = message('ping', {}, now);
    await tx.webhookDelivery.create({
      data: { id, webhookId: webhook.id, key: pingKey(id), body, createdAt: now },
    });
    await enqueue(tx, 'deliver-webhook', { id });
    return { id };
  });
}

/** Records the pending messages of each webhook once, and enqueues their delivery. */
export async function planWebhooks(site: { url: string; now: Date }): Promise<number> {
  const db = database();
  const groups = await db.webhook.groupBy({ by: ['event', 'topic'] });
  let planned = 0;
  for (const { event, topic } of groups) {
    for (const news of await newsNow(db, { event, topic }, site)) {
      planned += await planNews(db, { event, topic }, news);
    }
  }
  return planned;
}

async function planNews(db: Database, which: Kind, { key, body }: News): Promise<number> {
  return db.$transaction(async (tx) => {
    const webhooks = await tx.webhook.findMany({
      where: { ...which, deliveries: { none: { key } }, user: { suspendedAt: null } },
      select: { id: true, pausedAt: true },
    });
    const rows = await tx.webhookDelivery.createManyAndReturn({
      // Records messages during a pause, so that they aren't news afterwards.
      data: webhooks.map(({ id, pausedAt }) => {
        const lastError = pausedAt && PAUSED;
        return { id: randomUUID(), webhookId: id, key, body, lastError };
      }),
      skipDuplicates: true,
      select: { id: true, lastError: true },
    });
    const delivered = rows.filter(({ lastError }) => lastError === null);
    for (const { id } of delivered) await enqueue(tx, 'deliver-webhook', { id });
    return delivered.length;
  });
}

/** Delivers one message. Throws to be retried; idempotent, under the same id. */
export async function deliverWebhook(
  id: string,
  { now, reach }: { now: Date; reach?: Reach },
): Promise<void> {
  const db = database();
  const found = await db.webhookDelivery.findUnique({ where: { id }, include: { webhook: true } });
  if (!found || found.deliveredAt || found.attempts >= MAX_ATTEMPTS) return;
  const { webhook, body } = found;
  if (webhook.pausedAt && !isPing(found)) {
    await db.webhookDelivery.update({ where: { id }, data: { lastError: PAUSED } });
    return;
  }
  const text = JSON.stringify(body);
  const sent = await send({ id, webhookId: webhook.id, url: webhook.url, body: text, now }, reach);
  const status = 'status' in sent ? sent.status : null;
  const isDone = status !== null && status >= 200 && status < 300;
  const lastError = isDone ? null : 'error' in sent ? sent.error : `HTTP ${sent.status}`;
  await db.webhookDelivery.update({
    where: { id },
    data: {
      attempts: { increment: 1 },
      status,
      lastError,
      ...(isDone && { deliveredAt: now }),
    },
  });
  // An answer of 410 ends the webhook.
  if (status === GONE) await db.webhook.deleteMany({ where: { id: webhook.id } });
  else if (lastError !== null && !isPing(found))
    throw new AppError('upstream_unavailable', words.webhooks.failed(lastError));
}

/** Deletes old deliveries, except of current news: their rows prevent a second delivery. */
export async function forgetDeliveries(db: Database, now: Date): Promise<number> {
  const createdAt = { lt: new Date(now.getTime() - DELIVERY_KEPT_DAYS * DAY_MS) };
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
