/** Ways to sign in, or to confirm the identity of a reader who is signed in. */
import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { Marked } from '@/components/ui/marked';
import { headers } from 'next/headers';
import { Intent } from '@/components/account/intent';
import { SignInForm } from '@/components/account/sign-in-form';
import { Button } from '@/components/ui/button';
import { PlainPage } from '@/components/ui/plain-page';
import { FormResult } from '@/components/ui/form-result';
import { isStandIn, offeredProviders, type Provider } from '@/lib/accounts/sign-in/providers';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { safeNext } from '@/lib/accounts/rules';
import { env } from '@/lib/env';
import { type SearchParams, sentenceFor, single } from '@/lib/site/params';
import { addressInWords } from '@/lib/mail/address';
import { PATHS, signInWithPath } from '@/lib/site/paths';

export const metadata: Metadata = { title: words.signIn.title, robots: { index: false } };

const LOST_JOURNEY = words.signIn.stateLost;

const PROBLEM: Record<string, string> = {
  address: words.signIn.noAddress,
  provider: words.signIn.notConfirmed,
};

/** Messages for the error codes that providers and better-auth return. */
const FAILURE: Record<string, string> = {
  access_denied: words.signIn.notAllowed,
  account_not_linked: words.signIn.addressTaken,
  account_suspended: words.signIn.suspended,
  address_not_confirmed: words.signIn.addressNotConfirmed,
  state_mismatch: LOST_JOURNEY,
  state_not_found: LOST_JOURNEY,
};

const CONFIRM: Record<string, string> = {
  stale: words.signIn.stale,
  passkey: words.signIn.passkeyNeeded,
};

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const query = await searchParams;
  const reader = await findReader(await headers());
  const next = safeNext(single(query.next));
  const vote = single(query.vote);
  const problem = problemIn(query);
  const confirm = sentenceFor(CONFIRM, query.confirm);
  if (reader && !confirm) {
    return (
      <PlainPage siteName={env.SITE_NAME} title={words.signIn.signedInAs(reader.name)}>
        <FormResult problem={problem} />
        <p>
          <Marked text={words.signIn.keepReading} next={next} account={PATHS.account} />
        </p>
      </PlainPage>
    );
  }
  return (
    <PlainPage siteName={env.SITE_NAME} title={reader ? words.signIn.confirm : words.signIn.title}>
      <p>{reader ? confirm : vote ? words.signIn.toVote : words.signIn.toAct}</p>
      {reader && !isStandIn(reader.email) && <ConfirmForm email={reader.email} next={next} />}
      {!reader && <SignInForm next={next} vote={vote} problem={problem} />}
      <Others next={next} vote={vote} providers={reader ? [] : offeredProviders()} />
      {!reader && (
        <p className="text-15 text-second">
          <Marked text={words.signIn.account} privacy={PATHS.privacy} />
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
      <Button>{words.signIn.sendLinkTo(addressInWords(email))}</Button>
    </form>
  );
}

/** Passkeys need the browser's help (public/passkeys.js); providers appear if configured. */
function Others({ next, vote, providers }: { next: string; vote?: string; providers: Provider[] }) {
  return (
    <div className="flex flex-wrap gap-3">
      <Button type="button" data-passkey-sign-in={next} className={QUIET} hidden>
        {words.signIn.usePasskey}
      </Button>
      {providers.map(({ id, name }) => (
        <form key={id} action={signInWithPath(id)} method="post">
          <Intent next={next} vote={vote} />
          <Button className={QUIET}>{name}</Button>
        </form>
      ))}
      <p
        role="status"
        className="w-full text-15"
        data-passkey-status
        data-cancelled={words.signIn.passkeyCancelled}
        data-failed={words.signIn.passkeyFailed}
      />
      <script src="/passkeys.js" type="module" />
    </div>
  );
}

const QUIET =
  'min-h-11 border border-hairline px-4 font-sans text-15 text-accent hover:border-accent';
