/** Plans and delivers due digests: for the worker, the scheduled route and the command line. */
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { mailer } from '@/lib/mail/mailer';
import { enqueueOnce } from '@/lib/queue/commands';
import {
  deliverDigests,
  type DeliveryCounts,
  type DeliveryOptions,
} from '../deliver/deliver-commands';
import { planDigests } from './planning-commands';
import { openDeliveries } from '../queries';

export type DigestReport = DeliveryCounts & {
  planned: number;
  /** Due and not done: the next call continues. */
  remaining: number;
  /** Waiting for a retry. */
  waiting: number;
};

/** Safe at any time, repeatedly, late and on several machines: each due digest is sent once. */
export async function runDigests(options: DeliveryOptions = {}): Promise<DigestReport> {
  const { clock = systemClock, deadline } = options;
  // Checked first, because planning without a mail server has no use.
  const through = options.mailer ?? mailer();
  const isTimeUp = () => deadline !== undefined && clock() >= deadline;
  const planned = await planDigests(database(), clock(), isTimeUp);
  const counts = await deliverDigests({ ...options, mailer: through });
  const { unplanned, due, later } = await openDeliveries(database(), clock());
  return { planned, ...counts, remaining: unplanned + due, waiting: later };
}

/** Signing and composing keep a core busy, so this many jobs share the due mails. */
const DELIVERY_JOBS = 4;

/** Plans due digests and enqueues their delivery for any free worker. */
export async function planAndShare(now: Date): Promise<void> {
  const db = database();
  await planDigests(db, now);
  const { due } = await openDeliveries(db, now);
  for (let part = 0; part < Math.min(DELIVERY_JOBS, due); part += 1) {
    await enqueueOnce(db, 'deliver-digests', `deliver-digests:${part}`);
  }
}
