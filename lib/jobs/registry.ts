/** Every domain's jobs by name. */
import { ingest } from '@/lib/ingest/jobs';
import type { JobHandler } from '@/lib/queue/types';

export const jobs: Record<string, JobHandler> = { ingest };
