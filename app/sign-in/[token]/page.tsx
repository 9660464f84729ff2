import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { Intent } from '@/components/account/intent';
import { Button } from '@/components/ui/button';
import { PlainPage } from '@/components/ui/plain-page';
import { hasLinkCookie } from '@/lib/accounts/sign-in/link-cookie';
import { isOpenLink } from '@/lib/accounts/queries';
import { safeNext } from '@/lib/accounts/rules';
import { IDLE_DAYS, SESSION_DAYS } from '@/lib/accounts/sessions/session-rules';
import { isSignInToken } from '@/lib/accounts/tokens/secrets';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { single, type SearchParams } from '@/lib/site/params';
import { PATHS, signInLinkPath } from '@/lib/site/paths';

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } };

type Props = { params: Promise<{ token: string }>; searchParams: SearchParams };

/** Only shows a button: mail scanners open links, and opening one must not spend it. */
export default async function SignInLinkPage({ params, searchParams }: Props) {
  const { token } = await params;
  const asked = await searchParams;
  if (!isSignInToken(token) || asked.problem) return <VoidPage />;
  const link = { token, next: safeNext(single(asked.next)), vote: single(asked.vote) };
  if (await hasLinkCookie(token, await headers())) return <SignInPage {...link} />;
  return (await isOpenLink(database(), token)) ? <OtherBrowserPage {...link} /> : <VoidPage />;
}

function VoidPage() {
  return (
    <PlainPage siteName={env.SITE_NAME} title="This link is no longer valid">
      <p>
        It has been used or has expired, or we have sent you a newer one.{' '}
        <a href={PATHS.signIn}>Get a new link</a>.
      </p>
    </PlainPage>
  );
}

type Link = { token: string; next: string; vote?: string };

function SignInPage({ token, next, vote }: Link) {
  return (
    <PlainPage siteName={env.SITE_NAME} title="Sign in">
      <form action={signInLinkPath(token)} method="post">
        <Intent next={next} vote={vote} />
        <Button
          // The one thing to do on this page.
          autoFocus
        >
          {vote ? 'Sign me in and count my vote' : 'Sign me in'}
        </Button>
      </form>
      <p className="text-15 text-second">
        Not you? Close this page, and nothing happens. You stay signed in for up to {SESSION_DAYS}{' '}
        days, or until you have been away for {IDLE_DAYS}. You can sign out at any time in your
        account.
      </p>
    </PlainPage>
  );
}

/** Says so, because a link can be somebody else’s who wants its reader to act in their account. */
function OtherBrowserPage({ token, next, vote }: Link) {
  return (
    <PlainPage siteName={env.SITE_NAME} title="You opened this link in another browser">
      <p>
        This link was requested in a different browser from this one. If you requested it yourself,
        continue here. If somebody else sent you the link, close this page.
      </p>
      <form action={signInLinkPath(token)} method="post">
        <Intent next={next} vote={vote} />
        <Button name="act" value="accept">
          Continue in this browser
        </Button>
      </form>
    </PlainPage>
  );
}
