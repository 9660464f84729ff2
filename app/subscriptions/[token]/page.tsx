import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { orNotFound } from '@/app/site';
import { Masthead } from '@/components/feed/masthead';
import { MailboxNote } from '@/components/subscription/mailbox-note';
import { PreferencesForm } from '@/components/subscription/preferences-form';
import { DigestPreview } from '@/components/subscription/preview';
import { StateNote } from '@/components/subscription/state-note';
import {
  DeleteForm,
  ExportForm,
  MoveForm,
  PauseForm,
  StopForm,
} from '@/components/subscription/subscription-forms';
import { Footer } from '@/components/ui/footer';
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { previewDigest } from '@/lib/digests/preview-queries';
import { addCalendarDays, dayIn, fromUtcDate } from '@/lib/calendar';
import { env } from '@/lib/env';
import { type SearchParams, sentenceFor, single } from '@/lib/site/params';
import { findSuppression } from '@/lib/mail/queries';
import { topicNames } from '@/lib/papers/queries';
import { FormResult } from '@/components/ui/form-result';
import {
  getSubscriptionByLink,
  isKnownTimeZone,
  type Subscription,
} from '@/lib/subscriptions/queries';
import type { Preferences } from '@/lib/subscriptions/rules';
import { draftOf, preferencesForm } from '@/lib/subscriptions/schema';
import { subscriptionPath } from '@/lib/site/paths';

export const metadata: Metadata = { title: words.preferences.title, robots: { index: false } };

type Props = { params: Promise<{ token: string }>; searchParams: SearchParams };

/** Shows the form, with a preview of the address's query; only POSTs change anything. */
export default async function PreferencesPage({ params, searchParams }: Props) {
  const [{ token }, query] = await Promise.all([params, searchParams]);
  const subscription = await orNotFound(() => getSubscriptionByLink(database(), token));
  const { state } = subscription;
  const path = subscriptionPath(token);
  const isOver = state === 'ended' || state === 'suppressed';
  const problem = sentenceFor(words.outcomes.subscription.problem, query.problem);
  const done = single(query.done) ?? '';
  const sentence = sentenceFor(words.outcomes.subscription.done, done);
  return (
    <>
      <Masthead siteName={env.SITE_NAME} dateline={words.site.motto} />
      <main
        id="main"
        className="mx-auto max-w-180 px-4 py-8 md:py-12 wide:grid wide:max-w-300 wide:grid-cols-[minmax(0,40rem)_minmax(0,26rem)] wide:items-start wide:justify-between wide:gap-x-10"
      >
        <div className="prose-serif space-y-4 wide:col-span-2 [&_a]:text-accent [&_a]:underline">
          <h1 className="text-31">{words.preferences.title}</h1>
          <FormResult done={sentence} problem={problem} />
          <StateNote subscription={subscription} suppression={await whyNothing(subscription)} />
          {(state === 'pending' || done === 'moved') && <MailboxNote url={env.MAILBOX_URL} />}
        </div>
        {!isOver && <Choices subscription={subscription} path={path} query={await searchParams} />}
        <div className="mt-10 space-y-10 wide:col-start-1">
          {(state === 'active' || state === 'paused') && (
            <PauseForm path={path} {...pauseOf(subscription)} />
          )}
          {(state === 'active' || state === 'paused') && (
            <MoveForm path={path} newEmail={subscription.newEmail} />
          )}
          {!isOver && <StopForm path={path} />}
          <ExportForm path={path} />
          <DeleteForm path={path} />
        </div>
      </main>
      <Footer siteName={env.SITE_NAME} />
    </>
  );
}

type ChoicesProps = { subscription: Subscription; path: string; query: Awaited<SearchParams> };

/** The form with the saved or previewed choices, and the preview. */
async function Choices({ subscription, path, query }: ChoicesProps) {
  const db = database();
  const { chosen, note } = await choicesToShow(subscription, query);
  const reader = {
    ...chosen,
    subscriptionId: subscription.id,
    pausedUntil: pauseOf(subscription).pausedUntil,
  };
  const [names, preview] = await Promise.all([
    topicNames(db),
    previewDigest(db, reader, { now: systemClock() }),
  ]);
  return (
    <>
      <div className="mt-8 min-w-0">
        <PreferencesForm path={path} chosen={chosen} topicNames={names} now={systemClock()} />
      </div>
      <div className="mt-10 min-w-0 wide:sticky wide:top-12 wide:col-start-2 wide:row-span-2 wide:row-start-2 wide:mt-8 wide:max-h-[calc(100dvh-4rem)] wide:overflow-y-auto">
        <DigestPreview
          day={preview.day}
          hour={chosen.hour}
          timeZone={chosen.timeZone}
          choices={preview.choices}
          note={note}
        />
      </div>
    </>
  );
}

async function choicesToShow(
  saved: Preferences,
  query: Awaited<SearchParams>,
): Promise<{ chosen: Preferences; note?: string }> {
  if (query.cadence === undefined && query.preview === undefined) return { chosen: saved };
  const preview = preferencesForm.safeParse(query);
  const chosen = preview.success ? preview.data : draftOf(saved, query);
  const isKnown = await isKnownTimeZone(database(), chosen.timeZone);
  const isPossible = preview.success && isKnown;
  return {
    chosen: isKnown ? chosen : { ...chosen, timeZone: saved.timeZone },
    note: isPossible
      ? words.outcomes.subscription.preview.unsaved
      : words.outcomes.subscription.preview.impossible,
  };
}

async function whyNothing({ state, email }: Subscription) {
  return state === 'suppressed' ? findSuppression(database(), email) : null;
}

function pauseOf({ state, pausedUntil, timeZone }: Subscription) {
  return {
    pausedUntil: state === 'paused' && pausedUntil ? fromUtcDate(pausedUntil) : null,
    tomorrow: addCalendarDays(dayIn(timeZone, systemClock()), 1),
  };
}
