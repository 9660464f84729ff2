/** This process's mailer, by the settings; made at its first use. */
import { env, publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { processWide } from '@/lib/process-wide';
import { createMailer, type Mailer } from './smtp/transport';

const shared = processWide('mailer', create);

/** Throws unavailable where no mail server is set. */
export function mailer(): Mailer {
  return shared.get();
}

/** Ends its connections; for processes and tests, which have an end. */
export async function closeMailer(): Promise<void> {
  await shared.take()?.close();
}

/** What Message-IDs end with and readers' mail programs sort the digest by. */
export function mailHost(): string {
  return new URL(publicUrl).hostname;
}

/** Whom mail is from, as a header says it. */
export function mailFrom(): string {
  return env.MAIL_FROM ?? `${env.SITE_NAME} <digest@${mailHost()}>`;
}

function create(): Mailer {
  const { SMTP_URL: url, DKIM_DOMAIN: domain, DKIM_SELECTOR: selector } = env;
  if (!url) throw new AppError('unavailable', 'No mail server is set. Start one with npm start.');
  const privateKey = env.DKIM_PRIVATE_KEY;
  return createMailer({
    url,
    pool: env.MAIL_POOL,
    rate: env.MAIL_RATE,
    from: mailFrom(),
    ...(domain && selector && privateKey && { dkim: { domain, selector, privateKey } }),
  });
}
