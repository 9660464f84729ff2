/** Lists the mail providers that may report events, with the setting that authenticates each. */
import { systemClock } from '@/lib/clock';
import { env, type Env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import type { ReportedEvent } from '../reports/events';
import { readMailgun } from './mailgun';
import { readPostmark } from './postmark';
import type { WebhookContext, WebhookRequest } from './request';
import { readSendgrid } from './sendgrid';
import { readSes } from './ses';

const PROVIDERS = {
  ses: { read: readSes, setting: 'SES_TOPIC_ARN' },
  postmark: { read: readPostmark, setting: 'POSTMARK_WEBHOOK_TOKEN' },
  mailgun: { read: readMailgun, setting: 'MAILGUN_SIGNING_KEY' },
  sendgrid: { read: readSendgrid, setting: 'SENDGRID_PUBLIC_KEY' },
} as const;

export type WebhookSettings = Pick<Env, (typeof PROVIDERS)[keyof typeof PROVIDERS]['setting']>;

/**
 * A provider's events, after authentication. Throws not_found for a provider that isn't set up,
 * unauthorized for a bad signature, bad_request for an invalid body.
 */
export async function verifyAndParse(
  provider: string,
  request: WebhookRequest,
  context: Partial<Omit<WebhookContext, 'secret'>> & { settings?: WebhookSettings } = {},
): Promise<ReportedEvent[]> {
  const { settings = env, now = systemClock(), fetch = globalThis.fetch } = context;
  const found = isProvider(provider) ? PROVIDERS[provider] : null;
  const secret = found && settings[found.setting];
  if (!found || !secret) throw new AppError('not_found');
  return found.read(request, { secret, now, fetch });
}

function isProvider(name: string): name is keyof typeof PROVIDERS {
  return Object.hasOwn(PROVIDERS, name);
}
