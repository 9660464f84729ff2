/** Goes on with a submission for which arXiv could not be asked. */
import { z } from 'zod';
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { askArxiv } from '@/lib/ingest/paper-commands';
import type { JobHandler } from '@/lib/queue/types';
import { fetchSubmission } from './commands';

const payload = z.object({ id: z.string() });

export const fetchProposedPaper: JobHandler = async (raw) => {
  const { id } = payload.parse(raw);
  await fetchSubmission(database(), id, { ask: askArxiv, now: systemClock() });
};
