/** Ways to sign in. Whoever is signed in already is told so. */
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { Intent } from '@/components/account/intent';
import { SignInForm } from '@/components/account/sign-in-form';
import { Button } from '@/components/ui/button';
import { PlainPage } from '@/components/ui/plain-page';
import { offeredProviders } from '@/lib/accounts/providers';
import { findReader } from '@/lib/accounts/queries';
import { safeNext } from '@/lib/accounts/rules';
import { env } from '@/lib/env';
import { type SearchParams, sentenceFor, single } from '@/lib/http/params';

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } };

const PROBLEM: Record<string, string> = {
  address: 'This does not look like a mail address. Please check it and try again.',
  provider: 'That site did not confirm who you are. Try again, or use a link by mail.',
};

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const asked = await searchParams;
  const reader = await findReader(await headers());
  const next = safeNext(single(asked.next));
  const vote = single(asked.vote);
  if (reader) {
    return (
      <PlainPage siteName={env.SITE_NAME} title={`You are signed in as ${reader.name}`}>
        <p>
          <a href={next}>Go on reading</a>, or see <a href="/account">your account</a>.
        </p>
      </PlainPage>
    );
  }
  const problem = single(asked.problem) ?? (asked.error ? 'provider' : '');
  return (
    <PlainPage siteName={env.SITE_NAME} title="Sign in">
      <p>
        {vote
          ? 'A vote is one reader’s, so please say who you are; then it counts.'
          : 'To vote, save, comment and submit. There is no password: we mail you a link.'}
      </p>
      <SignInForm next={next} vote={vote} problem={sentenceFor(PROBLEM, problem)} />
      <Others next={next} vote={vote} />
      <p className="text-15 text-second">
        A first sign-in makes your account. We keep what you do here and your address, and show your
        address to nobody. <a href="/privacy">Privacy</a>
      </p>
    </PlainPage>
  );
}

/** Passkeys need the browser's help (public/passkeys.js); other sites are offered where they are set. */
function Others({ next, vote }: { next: string; vote?: string }) {
  return (
    <div className="flex flex-wrap gap-3">
      <Button type="button" data-passkey-sign-in={next} className={QUIET} hidden>
        Use a passkey
      </Button>
      {offeredProviders().map(({ id, name }) => (
        <form key={id} action={`/sign-in/with/${id}`} method="post">
          <Intent next={next} vote={vote} />
          <Button className={QUIET}>{name}</Button>
        </form>
      ))}
      <p role="status" className="w-full text-15" data-passkey-status />
      <script src="/passkeys.js" type="module" />
    </div>
  );
}

const QUIET =
  'min-h-11 border border-hairline px-4 font-sans text-15 text-accent hover:border-accent';
