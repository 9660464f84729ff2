/** Sends the sign-in mail. */
import { signInMail } from '@/emails/sign-in';
import { env, publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { mailer, mailHost } from '@/lib/mail/mailer';
import type { Mailer } from '@/lib/mail/smtp/transport';
import { signInLinkPath } from '@/lib/site/paths';
import { words } from '@/lib/words';
import { safeNext, SIGN_IN_WITHIN_MINUTES } from '../rules';
import type { Intent } from './sign-in-commands';
import { signInToken } from '../tokens/secrets';

/** Throws if the server rejects the mail, so that the job retries. */
export async function mailSignIn(
  { email, nonce, next, vote }: Intent & { email: string; nonce: string },
  through: Mailer = mailer(),
  cutOff?: AbortSignal,
): Promise<void> {
  const link = new URL(`${publicUrl}${signInLinkPath(signInToken(email, nonce))}`);
  link.searchParams.set('next', safeNext(next));
  if (vote) link.searchParams.set('vote', vote);
  const mail = await signInMail({
    link: link.href,
    minutes: SIGN_IN_WITHIN_MINUTES,
    siteName: env.SITE_NAME,
    siteHost: new URL(publicUrl).host,
    senderLine: env.MAIL_SENDER_LINE || null,
  });
  const messageId = `<sign-in-${nonce}@${mailHost()}>`;
  const outcome = await through.send({ to: email, messageId, ...mail }, cutOff);
  if (outcome.kind === 'sent' || outcome.kind === 'permanent') return;
  throw new AppError('upstream_unavailable', words.mail.notAccepted(outcome.detail));
}
