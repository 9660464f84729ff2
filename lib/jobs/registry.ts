/** Registers the jobs of all domains by name. */
import { sendSignIn } from '@/lib/accounts/jobs';
import { sendCommentMail } from '@/lib/comments/jobs';
import { deliverDueDigests, planDueDigests } from '@/lib/digests/jobs';
import { ingest } from '@/lib/ingest/jobs';
import { tellWhatTrends } from '@/lib/push/jobs';
import { embedPapers, indexUnread } from '@/lib/search/jobs';
import type { JobHandler } from '@/lib/queue/types';
import { fetchProposedPaper } from '@/lib/submissions/jobs';
import { sendConfirmation } from '@/lib/subscriptions/jobs';
import { weighLockstep } from '@/lib/votes/jobs';
import { planDueWebhooks, sendWebhook } from '@/lib/webhooks/jobs';
import { sweep } from './sweep';

export const jobs: Record<string, JobHandler> = {
  ingest,
  'embed-papers': embedPapers,
  'index-unread': indexUnread,
  'plan-digests': planDueDigests,
  'deliver-digests': deliverDueDigests,
  'mail-confirmation': sendConfirmation,
  'mail-sign-in': sendSignIn,
  'weigh-lockstep': weighLockstep,
  'fetch-submission': fetchProposedPaper,
  'mail-comment': sendCommentMail,
  'plan-webhooks': planDueWebhooks,
  'deliver-webhook': sendWebhook,
  sweep,
  'tell-trending': tellWhatTrends,
};
