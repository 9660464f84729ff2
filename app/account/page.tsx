/** The account page: profile, follows, ways to sign in, sessions, tokens and data. */
import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import {
  DeleteAccount,
  EndNotifications,
  ExportAccount,
  ProfileForm,
  SignOut,
} from '@/components/account/forms';
import { Sessions } from '@/components/account/sessions';
import { SignIns } from '@/components/account/sign-ins';
import { Tokens } from '@/components/account/tokens';
import { Masthead } from '@/components/feed/masthead';
import { SubmissionList } from '@/components/submission/submission-list';
import { Button } from '@/components/ui/button';
import { Footer } from '@/components/ui/footer';
import { Marked } from '@/components/ui/marked';
import { FormResult } from '@/components/ui/form-result';
import { offeredProviders } from '@/lib/accounts/sign-in/providers';
import { getAccount } from '@/lib/accounts/queries';
import { findReader, findSessionId } from '@/lib/accounts/sessions/identity-commands';
import { profileDraft } from '@/lib/accounts/schema';
import { tokensOf } from '@/lib/accounts/tokens/token-commands';
import { database } from '@/lib/db/client';
import { env, publicUrl } from '@/lib/env';
import { type SearchParams, sentenceFor } from '@/lib/site/params';
import { topicNames } from '@/lib/papers/queries';
import { countPushSubscriptions } from '@/lib/push/queries';
import { submissionsOf } from '@/lib/submissions/queries';
import { addressInWords } from '@/lib/mail/address';
import { manageToken } from '@/lib/subscriptions/tokens';
import { newToken } from '@/lib/accounts/shown-once';
import { feedPath, PATHS, profilePath, subscriptionPath } from '@/lib/site/paths';

const SUBMISSIONS = 20;

export const metadata: Metadata = { title: words.account.title, robots: { index: false } };

export default async function AccountPage({ searchParams }: { searchParams: SearchParams }) {
  const head = await headers();
  const reader = await findReader(head);
  if (!reader) redirect(`${PATHS.signIn}?next=/account`);
  const [account, tokens, sessionId, names, submissions, browsers, query] = await Promise.all([
    getAccount(database(), reader.id),
    tokensOf(database(), reader.id),
    findSessionId(head),
    topicNames(database()),
    submissionsOf(database(), reader.id, SUBMISSIONS),
    countPushSubscriptions(database(), reader.id),
    searchParams,
  ]);
  // A failed provider adds its own `error` to the address.
  const problem =
    sentenceFor(words.outcomes.account.problem, query.error) ??
    sentenceFor(words.outcomes.account.problem, query.problem);
  const done = sentenceFor(words.outcomes.account.done, query.done);
  return (
    <>
      <Masthead siteName={env.SITE_NAME} dateline={words.site.motto} />
      <main id="main" className="mx-auto max-w-180 px-4 py-8 md:py-12">
        <div className="prose-serif space-y-4 [&_a]:text-accent [&_a]:underline">
          <h1 className="text-31">{reader.name}</h1>
          <FormResult done={done} problem={problem} />
          <p>
            <Marked
              text={words.account.signedIn(addressInWords(account.email), reader.handle)}
              profile={profilePath(reader.handle)}
              library={PATHS.library}
              searches={PATHS.searches}
            />
          </p>
          {reader.role === 'curator' && (
            <p>
              <Marked text={words.account.curator} desk={PATHS.desk} />
            </p>
          )}
          <MailLine email={account.email} subscription={account.subscription} />
        </div>
        <div className="mt-8 space-y-10">
          <ProfileForm
            account={
              problem && query.handle !== undefined
                ? { ...account, ...profileDraft(query) }
                : account
            }
            topicNames={names}
          />
          <SubmissionList submissions={submissions} />
          <SignIns account={account} offered={offeredProviders()} />
          <Sessions sessions={account.sessions} currentId={sessionId} />
          <Tokens
            tokens={tokens}
            created={await newToken.find()}
            feedUrl={`${publicUrl}${feedPath('for-you')}/`}
          />
          {browsers > 0 && <EndNotifications browsers={browsers} />}
          <SignOut />
          <ExportAccount />
          <DeleteAccount />
        </div>
      </main>
      <Footer siteName={env.SITE_NAME} />
    </>
  );
}

type Mail = { id: string; manageTokenVersion: number } | null;

function MailLine({ email, subscription }: { email: string; subscription: Mail }) {
  if (!subscription) {
    return (
      <form action={PATHS.subscribe} method="post" className="space-y-3">
        <p>{words.account.noDigest}</p>
        <input type="hidden" name="email" value={email} />
        <input type="hidden" name="timeZone" data-time-zone />
        <Button>{words.subscribe.button}</Button>
      </form>
    );
  }
  const token = manageToken(subscription.id, subscription.manageTokenVersion);
  return (
    <p>
      <Marked text={words.account.digest} digest={subscriptionPath(token)} />
    </p>
  );
}
