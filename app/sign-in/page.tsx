/** Ways to sign in. Whoever is signed in already is told so. */
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { Intent } from '@/components/account/intent';
import { SignInForm } from '@/components/account/sign-in-form';
import { Button } from '@/components/ui/button';
import { PlainPage } from '@/components/ui/plain-page';
import { Said } from '@/components/ui/said';
import { isStandIn, offeredProviders, type Provider } from '@/lib/accounts/sign-in/providers';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { safeNext } from '@/lib/accounts/rules';
import { env } from '@/lib/env';
import { type SearchParams, sentenceFor, single } from '@/lib/site/params';
import { addressInWords } from '@/lib/mail/address';
import { PATHS, signInWithPath } from '@/lib/site/paths';

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } };

const LOST_JOURNEY =
  'Signing in through that site took too long, or began in another browser. Please start again here.';

const PROBLEM: Record<string, string> = {
  address: 'This does not look like a mail address. Please check it and try again.',
  provider: 'That site did not confirm who you are. Try again, or use a link by mail.',
};

/** Messages for the error codes that providers and better-auth return. */
const FAILURE: Record<string, string> = {
  access_denied:
    'You did not allow that site to confirm who you are. Try again, or use a link by mail.',
  account_not_linked:
    'An account here has that address already. Sign in with a link, then connect the site on your account page.',
  account_suspended: 'This account has been suspended, so nobody can sign in to it.',
  address_not_confirmed:
    'That site has not confirmed your mail address. Confirm it there and try again, or use a link by mail.',
  state_mismatch: LOST_JOURNEY,
  state_not_found: LOST_JOURNEY,
};

const CONFIRM: Record<string, string> = {
  stale:
    'This needs a sign-in of the last 24 hours, by a link or a passkey. Use one of them once more to go on.',
  passkey:
    'Curators sign in with a passkey here. Use yours to go on. If you have none yet, add one on your account page first.',
};

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const asked = await searchParams;
  const reader = await findReader(await headers());
  const next = safeNext(single(asked.next));
  const vote = single(asked.vote);
  const problem = problemIn(asked);
  const confirm = sentenceFor(CONFIRM, asked.confirm);
  if (reader && !confirm) {
    return (
      <PlainPage siteName={env.SITE_NAME} title={`You are signed in as ${reader.name}`}>
        <Said problem={problem} />
        <p>
          <a href={next}>Go on reading</a>, or see <a href={PATHS.account}>your account</a>.
        </p>
      </PlainPage>
    );
  }
  return (
    <PlainPage siteName={env.SITE_NAME} title={reader ? 'Confirm that it is you' : 'Sign in'}>
      <p>
        {reader
          ? confirm
          : vote
            ? 'A vote is one reader’s, so please say who you are; then it counts.'
            : 'To vote, save, comment and submit. There is no password: we mail you a link.'}
      </p>
      {reader && !isStandIn(reader.email) && <ConfirmForm email={reader.email} next={next} />}
      {!reader && <SignInForm next={next} vote={vote} problem={problem} />}
      <Others next={next} vote={vote} providers={reader ? [] : offeredProviders()} />
      {!reader && (
        <p className="text-15 text-second">
          A first sign-in makes your account. We keep what you do here and your address, and show
          your address to nobody. <a href={PATHS.privacy}>Privacy</a>
        </p>
      )}
    </PlainPage>
  );
}

function problemIn({ problem, error }: Awaited<SearchParams>): string | undefined {
  if (error === undefined) return sentenceFor(PROBLEM, problem);
  return sentenceFor(FAILURE, error) ?? PROBLEM.provider;
}

function ConfirmForm({ email, next }: { email: string; next: string }) {
  return (
    <form action={PATHS.signIn} method="post">
      <input type="hidden" name="email" value={email} />
      <Intent next={next} />
      <Button>Send a link to {addressInWords(email)}</Button>
    </form>
  );
}

/** Passkeys need the browser's help (public/passkeys.js); other sites are offered where they are set. */
function Others({ next, vote, providers }: { next: string; vote?: string; providers: Provider[] }) {
  return (
    <div className="flex flex-wrap gap-3">
      <Button type="button" data-passkey-sign-in={next} className={QUIET} hidden>
        Use a passkey
      </Button>
      {providers.map(({ id, name }) => (
        <form key={id} action={signInWithPath(id)} method="post">
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
