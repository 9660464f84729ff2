/** The feeds' job: a hub hears of news. */
import { systemClock } from '@/lib/clock';
import { env, publicUrl } from '@/lib/env';
import type { JobHandler } from '@/lib/queue/types';
import { tellHub } from './hub-commands';

export const tellHubOfNews: JobHandler = async (_payload, { signal }) => {
  const hubUrl = env.WEBSUB_HUB;
  if (!hubUrl) return;
  await tellHub({ name: env.SITE_NAME, url: publicUrl, hubUrl }, systemClock(), { signal });
};
