/** Confirmation mails, sent by the worker: a form's answer must not depend on the mail server. */
import { z } from 'zod';
import { mailer } from '@/lib/mail/mailer';
import type { JobHandler } from '@/lib/queue/types';
import { mailConfirmation } from './mail-commands';

const payload = z.object({ subscriptionId: z.string() });

export const sendConfirmation: JobHandler = async (raw, { signal }) => {
  await mailConfirmation(payload.parse(raw).subscriptionId, mailer(), signal);
};
