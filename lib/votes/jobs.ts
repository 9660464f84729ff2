/** Looking for lockstep as a job: no single press can show it. */
import { systemClock } from '@/lib/clock';
import type { JobHandler } from '@/lib/queue/types';
import { discountLockstep } from './lockstep-commands';

export const weighLockstep: JobHandler = async () => {
  await discountLockstep(systemClock());
};
