/** Purges expired data of each domain, once a day. docs/operating.md lists the retention times. */
import { forgetSignIns } from '@/lib/accounts/sign-in/sign-in-commands';
import { forgetAnswers } from '@/lib/api/idempotency-commands';
import { systemClock } from '@/lib/clock';
import { forgetDrafts } from '@/lib/comments/draft-commands';
import { database } from '@/lib/db/client';
import { forgetLimits } from '@/lib/http/limit-commands';
import { log } from '@/lib/log';
import { forgetNotices } from '@/lib/push/commands';
import type { JobHandler } from '@/lib/queue/types';
import { forgetDeliveries } from '@/lib/webhooks/commands';

export const sweep: JobHandler = async () => {
  const [db, now] = [database(), systemClock()];
  const swept = {
    answers: await forgetAnswers(db, now),
    deliveries: await forgetDeliveries(db, now),
    drafts: await forgetDrafts(db, now),
    limits: await forgetLimits(db, now),
    notices: await forgetNotices(db, now),
    signIns: await forgetSignIns(db, now),
  };
  log.info(swept, 'swept');
};
