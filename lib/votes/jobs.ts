/** Detects lockstep and confirms accounts, as a job, because both need many votes. */
import { systemClock } from '@/lib/clock';
import type { JobHandler } from '@/lib/queue/types';
import { discountLockstep } from './lockstep-commands';
import { proveAccounts } from './record-commands';

export const weighLockstep: JobHandler = async () => {
  const now = systemClock();
  await discountLockstep(now);
  await proveAccounts(now);
};
