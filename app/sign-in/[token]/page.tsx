import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { Intent } from '@/components/account/intent';
import { Button } from '@/components/ui/button';
import { Marked } from '@/components/ui/marked';
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
import { words } from '@/lib/words';

export const metadata: Metadata = { title: words.signIn.title, robots: { index: false } };

type Props = { params: Promise<{ token: string }>; searchParams: SearchParams };

/** Shows only a button, because mail scanners open links, which must not redeem them. */
export default async function SignInLinkPage({ params, searchParams }: Props) {
  const { token } = await params;
  const query = await searchParams;
  if (!isSignInToken(token) || query.problem) return <VoidPage />;
  const link = { token, next: safeNext(single(query.next)), vote: single(query.vote) };
  if (await hasLinkCookie(token, await headers())) return <SignInPage {...link} />;
  return (await isOpenLink(database(), token)) ? <OtherBrowserPage {...link} /> : <VoidPage />;
}

function VoidPage() {
  return (
    <PlainPage siteName={env.SITE_NAME} title={words.signIn.linkInvalid}>
      <p>
        <Marked text={words.signIn.linkInvalidHelp} again={PATHS.signIn} />
      </p>
    </PlainPage>
  );
}

type Link = { token: string; next: string; vote?: string };

function SignInPage({ token, next, vote }: Link) {
  return (
    <PlainPage siteName={env.SITE_NAME} title={words.signIn.title}>
      <form action={signInLinkPath(token)} method="post">
        <Intent next={next} vote={vote} />
        <Button
          // The only action on this page.
          autoFocus
        >
          {vote ? words.signIn.signMeInToVote : words.signIn.signMeIn}
        </Button>
      </form>
      <p className="text-15 text-second">{words.signIn.staySignedIn(SESSION_DAYS, IDLE_DAYS)}</p>
    </PlainPage>
  );
}

/** Warns the reader, because an attacker could send a link to the attacker’s own account. */
function OtherBrowserPage({ token, next, vote }: Link) {
  return (
    <PlainPage siteName={env.SITE_NAME} title={words.signIn.otherBrowser}>
      <p>{words.signIn.otherBrowserHelp}</p>
      <form action={signInLinkPath(token)} method="post">
        <Intent next={next} vote={vote} />
        <Button name="act" value="accept">
          {words.signIn.continueHere}
        </Button>
      </form>
    </PlainPage>
  );
}
