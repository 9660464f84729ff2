/** Mails about comments, sent by the worker: posting one must not depend on the mail server. */
import { z } from 'zod';
import { mailer } from '@/lib/mail/mailer';
import type { JobHandler } from '@/lib/queue/types';
import { mailComment } from './mail-commands';

const payload = z.object({ commentId: z.string(), userId: z.string() });

export const sendCommentMail: JobHandler = async (raw, { signal }) => {
  await mailComment(payload.parse(raw), mailer(), signal);
};
