/** Continues submissions after an outage of arXiv. */
import { z } from 'zod';
import type { JobHandler } from '@/lib/queue/types';
import { fetchSubmissionNow } from './commands';

const payload = z.object({ id: z.string() });

export const fetchProposedPaper: JobHandler = async (raw) => {
  await fetchSubmissionNow(payload.parse(raw).id);
};
