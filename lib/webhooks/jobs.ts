/** The webhooks' jobs. */
import { z } from 'zod';
import { systemClock } from '@/lib/clock';
import { publicUrl } from '@/lib/env';
import type { JobHandler } from '@/lib/queue/types';
import { deliverWebhook, planWebhooks } from './commands';

const payload = z.object({ id: z.string() });

export const planDueWebhooks: JobHandler = async () => {
  await planWebhooks({ url: publicUrl, now: systemClock() });
};

export const sendWebhook: JobHandler = async (raw) => {
  await deliverWebhook(payload.parse(raw).id, { now: systemClock() });
};
