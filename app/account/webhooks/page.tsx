/** A reader's webhooks, with their deliveries and a form to add one. */
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { newWebhook } from '@/lib/accounts/shown-once';
import { signInPath } from '@/app/sign-in/path';
import { NewSecret, WebhookForm, WebhookSection } from '@/components/account/webhooks';
import { Marked } from '@/components/ui/marked';
import { FormResult } from '@/components/ui/form-result';
import { WidePage } from '@/components/ui/wide-page';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { type SearchParams, sentenceFor } from '@/lib/site/params';
import { topicNames } from '@/lib/papers/queries';
import { deliveriesOf, webhooksOf } from '@/lib/webhooks/queries';
import { webhookSecret } from '@/lib/webhooks/send';
import { PATHS } from '@/lib/site/paths';
import { words } from '@/lib/words';

const SHOWN_DELIVERIES = 12;

export const metadata: Metadata = { title: words.webhooks.title, robots: { index: false } };

export default async function WebhooksPage({ searchParams }: { searchParams: SearchParams }) {
  const reader = await findReader(await headers());
  if (!reader) redirect(signInPath({ next: PATHS.webhooks }));
  const db = database();
  const [query, names, webhooks, newId] = await Promise.all([
    searchParams,
    topicNames(db),
    webhooksOf(db, reader.id),
    newWebhook.find(),
  ]);
  const logs = await Promise.all(
    webhooks.map(({ id }) => deliveriesOf(db, { id, userId: reader.id }, SHOWN_DELIVERIES)),
  );
  const added = webhooks.find(({ id }) => id === newId);
  return (
    <WidePage siteName={env.SITE_NAME} title={words.webhooks.title}>
      <FormResult
        done={sentenceFor(words.outcomes.webhooks.done, query.done)}
        problem={sentenceFor(words.outcomes.webhooks.problem, query.problem)}
      />
      <p className="prose-serif">
        <Marked
          text={words.webhooks.intro}
          standard="https://www.standardwebhooks.com"
          api={PATHS.api}
          token={`${PATHS.account}#tokens`}
        />
      </p>
      {added && <NewSecret url={added.url} secret={webhookSecret(added.id)} />}
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
