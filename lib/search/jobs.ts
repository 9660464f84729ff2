/** Search's jobs for the worker: indexing papers by words, and embedding them. */
import { systemClock } from '@/lib/clock';
import type { JobHandler } from '@/lib/queue/types';
import { indexUnreadPapers } from './words/index-commands';
import { embedWhatIsDue } from './meaning/embedding-commands';

/** Time limit that ends a job before the next minute's. */
const BUDGET_MS = 50_000;

export const embedPapers: JobHandler = async (_payload, { signal }) => {
  await embedWhatIsDue({ signal, deadlineMs: systemClock().getTime() + BUDGET_MS });
};

/** Indexes papers that no write indexed: from before an update, or written by hand. */
export const indexUnread: JobHandler = async (_payload, { signal }) => {
  await indexUnreadPapers(signal);
};
