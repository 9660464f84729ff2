/** A reader's webhooks: what each tells of, how that went, and another one. */
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { newWebhook } from '@/lib/accounts/shown-once';
import { signInPath } from '@/app/sign-in/path';
import { NewSecret, WebhookForm, WebhookSection } from '@/components/account/webhooks';
import { WEBHOOK_DONE, WEBHOOK_PROBLEM, WEBHOOKS_PATH } from '@/components/account/webhook-words';
import { Said } from '@/components/ui/said';
import { WidePage } from '@/components/ui/wide-page';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { type SearchParams, sentenceFor } from '@/lib/site/params';
import { topicNames } from '@/lib/papers/queries';
import { deliveriesOf, webhooksOf } from '@/lib/webhooks/queries';
import { webhookSecret } from '@/lib/webhooks/send';
import { PATHS } from '@/lib/site/paths';

const SHOWN_DELIVERIES = 12;

export const metadata: Metadata = { title: 'Your webhooks', robots: { index: false } };

export default async function WebhooksPage({ searchParams }: { searchParams: SearchParams }) {
  const reader = await findReader(await headers());
  if (!reader) redirect(signInPath({ next: WEBHOOKS_PATH }));
  const db = database();
  const [asked, names, webhooks, madeId] = await Promise.all([
    searchParams,
    topicNames(db),
    webhooksOf(db, reader.id),
    newWebhook.find(),
  ]);
  const logs = await Promise.all(
    webhooks.map(({ id }) => deliveriesOf(db, { id, userId: reader.id }, SHOWN_DELIVERIES)),
  );
  const made = webhooks.find(({ id }) => id === madeId);
  return (
    <WidePage siteName={env.SITE_NAME} title="Your webhooks">
      <Said
        done={sentenceFor(WEBHOOK_DONE, asked.done)}
        problem={sentenceFor(WEBHOOK_PROBLEM, asked.problem)}
      />
      <p className="prose-serif">
        A program of yours need not ask for news again and again: a webhook posts it to an address
        of yours as it happens, signed by{' '}
        <a href="https://www.standardwebhooks.com" className="link">
          Standard Webhooks
        </a>
        , and tries for days until it is taken with 2xx.{' '}
        <a href={PATHS.api} className="link">
          The API
        </a>{' '}
        and a{' '}
        <a href={`${PATHS.account}#tokens`} className="link">
          token
        </a>{' '}
        do the same as this page.
      </p>
      {made && <NewSecret url={made.url} secret={webhookSecret(made.id)} />}
      {webhooks.map((webhook, place) => (
        <WebhookSection
          key={webhook.id}
          webhook={webhook}
          topicName={webhook.topic && (names.get(webhook.topic) ?? webhook.topic)}
          deliveries={logs[place] ?? []}
        />
      ))}
      <WebhookForm topicNames={names} isFirst={webhooks.length === 0} />
    </WidePage>
  );
}
