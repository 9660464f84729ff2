/** Embedding as a job for the worker. */
import { systemClock } from '@/lib/clock';
import type { JobHandler } from '@/lib/queue/types';
import { embedWhatIsDue } from './embedding-commands';

/** A job ends before the next minute's. */
const BUDGET_MS = 50_000;

export const embedPapers: JobHandler = async (_payload, { signal }) => {
  await embedWhatIsDue({ signal, deadlineMs: systemClock().getTime() + BUDGET_MS });
};
