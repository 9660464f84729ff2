/** A reader's own page: profile, what they follow, ways to sign in, sessions, their data. */
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
import { Said } from '@/components/ui/said';
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

export const metadata: Metadata = { title: 'Your account', robots: { index: false } };

export default async function AccountPage({ searchParams }: { searchParams: SearchParams }) {
  const asked = await headers();
  const reader = await findReader(asked);
  if (!reader) redirect(`${PATHS.signIn}?next=/account`);
  const [account, tokens, sessionId, names, submissions, browsers, query] = await Promise.all([
    getAccount(database(), reader.id),
    tokensOf(database(), reader.id),
    findSessionId(asked),
    topicNames(database()),
    submissionsOf(database(), reader.id, SUBMISSIONS),
    countPushSubscriptions(database(), reader.id),
    searchParams,
  ]);
  // A provider's failure comes with its name beside ours.
  const problem =
    sentenceFor(words.outcomes.account.problem, query.error) ??
    sentenceFor(words.outcomes.account.problem, query.problem);
  const done = sentenceFor(words.outcomes.account.done, query.done);
  return (
    <>
      <Masthead siteName={env.SITE_NAME} dateline="The daily paper for research papers" />
      <main id="main" className="mx-auto max-w-180 px-4 py-8 md:py-12">
        <div className="prose-serif space-y-4 [&_a]:text-accent [&_a]:underline">
          <h1 className="text-31">{reader.name}</h1>
          <Said done={done} problem={problem} />
          <p>
            Signed in with {addressInWords(account.email)}. Others see you as{' '}
            <a href={profilePath(reader.handle)}>@{reader.handle}</a>. What you keep is in{' '}
            <a href={PATHS.library}>your library</a> and <a href={PATHS.searches}>your searches</a>.
            {reader.role === 'curator' && (
              <>
                {' '}
                You are a curator: <a href={PATHS.desk}>to the desk</a>.
              </>
            )}
          </p>
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
            made={await newToken.find()}
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
        <p>
          You don’t get the morning mail. Press the button, and we mail you once to ask whether you
          want it; confirmed, it belongs to this account.
        </p>
        <input type="hidden" name="email" value={email} />
        <input type="hidden" name="timeZone" data-time-zone />
        <Button>Subscribe</Button>
      </form>
    );
  }
  const token = manageToken(subscription.id, subscription.manageTokenVersion);
  return (
    <p>
      You get the morning mail: <a href={subscriptionPath(token)}>what it brings and when</a>.
    </p>
  );
}
