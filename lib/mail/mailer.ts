/** This process's mailer, by the settings; created at its first use. */
import { env, publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { processWide } from '@/lib/process-wide';
import { words } from '@/lib/words';
import { createMailer, type Mailer } from './smtp/transport';

const shared = processWide('mailer', create);

/** Throws unavailable without a configured mail server. */
export function mailer(): Mailer {
  return shared.get();
}

/** Closes its connections; for commands and tests. */
export async function closeMailer(): Promise<void> {
  await shared.take()?.close();
}

/** Domain of Message-IDs, by which readers' mail programs sort the digest. */
export function mailHost(): string {
  return new URL(publicUrl).hostname;
}

/** The From header. */
export function mailFrom(): string {
  return env.MAIL_FROM ?? `${env.SITE_NAME} <digest@${mailHost()}>`;
}

function create(): Mailer {
  const { SMTP_URL: url, DKIM_DOMAIN: domain, DKIM_SELECTOR: selector } = env;
  if (!url) throw new AppError('unavailable', words.errors.noMailServer);
  const privateKey = env.DKIM_PRIVATE_KEY;
  return createMailer({
    url,
    pool: env.MAIL_POOL,
    rate: env.MAIL_RATE,
    from: mailFrom(),
    ...(domain && selector && privateKey && { dkim: { domain, selector, privateKey } }),
  });
}
