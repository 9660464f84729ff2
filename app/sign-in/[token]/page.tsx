import type { Metadata } from 'next';
import { Intent } from '@/components/account/intent';
import { Button } from '@/components/ui/button';
import { PlainPage } from '@/components/ui/plain-page';
import { safeNext } from '@/lib/accounts/rules';
import { isSignInToken } from '@/lib/accounts/tokens';
import { env } from '@/lib/env';
import { single, type SearchParams } from '@/lib/http/params';

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } };

type Props = { params: Promise<{ token: string }>; searchParams: SearchParams };

/** Only shows a button: mail scanners open links, and opening one must not spend it. */
export default async function SignInLinkPage({ params, searchParams }: Props) {
  const { token } = await params;
  const { next, vote, problem } = await searchParams;
  if (!isSignInToken(token) || problem) {
    return (
      <PlainPage siteName={env.SITE_NAME} title="This link is no longer valid">
        <p>
          It has been used or has expired. <a href="/sign-in">Ask for a new one</a>.
        </p>
      </PlainPage>
    );
  }
  return (
    <PlainPage siteName={env.SITE_NAME} title="Sign in">
      <form action={`/sign-in/${token}`} method="post">
        <Intent next={safeNext(single(next))} vote={single(vote)} />
        <Button
          // The one thing to do on this page.
          autoFocus
        >
          {vote ? 'Sign me in and count my vote' : 'Sign me in'}
        </Button>
      </form>
      <p className="text-15 text-second">
        Not you? Close this page, and nothing happens. A session lasts 60 days; you can end it at
        any time in your account.
      </p>
    </PlainPage>
  );
}
