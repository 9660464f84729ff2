/** Sign-in mails, sent by the worker. */
import { z } from 'zod';
import { mailer } from '@/lib/mail/mailer';
import type { JobHandler } from '@/lib/queue/types';
import { mailSignIn } from './sign-in/mail-commands';

const payload = z.object({
  email: z.string(),
  nonce: z.string(),
  next: z.string(),
  vote: z.string().optional(),
});

export const sendSignIn: JobHandler = async (raw, { signal }) => {
  await mailSignIn(payload.parse(raw), mailer(), signal);
};
