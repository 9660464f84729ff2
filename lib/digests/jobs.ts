/** Jobs of digests: one plans by the clock, several deliver, on any free worker. */
import { systemClock } from '@/lib/clock';
import type { JobHandler } from '@/lib/queue/types';
import { deliverDigests } from './deliver/deliver-commands';
import { planAndShare } from './plan/run-commands';

/** A job ends within a minute, so that a stopping worker never waits long. */
const BUDGET_MS = 50_000;

export const planDueDigests: JobHandler = async () => {
  await planAndShare(systemClock());
};

export const deliverDueDigests: JobHandler = async (_payload, { signal }) => {
  await deliverDigests({ signal, deadline: new Date(systemClock().getTime() + BUDGET_MS) });
};
