/** A webhook as the API tells it; its secret only in the answer that makes it. */
import type { webhooksOf } from '@/lib/webhooks/queries';

type Row = Awaited<ReturnType<typeof webhooksOf>>[number];

export function webhookJson({ id, url, event, topic, createdAt, pausedAt }: Row) {
  return {
    id,
    url,
    event,
    topic,
    createdAt: createdAt.toISOString(),
    pausedAt: pausedAt?.toISOString() ?? null,
  };
}
