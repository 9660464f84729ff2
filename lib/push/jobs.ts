/** Runs the notification of trending papers as a job. */
import { log } from '@/lib/log';
import type { JobHandler } from '@/lib/queue/types';
import { tellTrending } from './run-commands';

export const tellWhatTrends: JobHandler = async (_, { signal }) => {
  const report = await tellTrending({ signal });
  if (Object.values(report).some((count) => count > 0)) log.info(report, 'told what trends');
};
