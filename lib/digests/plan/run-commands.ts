/** Plans what is due and delivers what is planned: the worker, the scheduled route and the command line alike. */
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
  /** Due now and not done: the next call goes on. */
  remaining: number;
  /** Waiting for another try later. */
  waiting: number;
};

/** Safe at any time, twice, late, and from several machines at once: each due digest goes out once. */
export async function runDigests(options: DeliveryOptions = {}): Promise<DigestReport> {
  const { clock = systemClock, deadline } = options;
  // First of all: without a mail server nothing should be planned for it.
  const through = options.mailer ?? mailer();
  const isTimeUp = () => deadline !== undefined && clock() >= deadline;
  const planned = await planDigests(database(), clock(), isTimeUp);
  const counts = await deliverDigests({ ...options, mailer: through });
  const { unplanned, due, later } = await openDeliveries(database(), clock());
  return { planned, ...counts, remaining: unplanned + due, waiting: later };
}

/** Signing and composing keep a core busy, so what is due is shared among this many jobs. */
const DELIVERY_JOBS = 4;

/** Plans what is due and enqueues its delivery for whichever workers are free. */
export async function planAndShare(now: Date): Promise<void> {
  const db = database();
  await planDigests(db, now);
  const { due } = await openDeliveries(db, now);
  for (let part = 0; part < Math.min(DELIVERY_JOBS, due); part += 1) {
    await enqueueOnce(db, 'deliver-digests', `deliver-digests:${part}`);
  }
}
