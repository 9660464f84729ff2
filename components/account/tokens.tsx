/** Personal tokens: those there are, a form for another, and a new one, shown once. */
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Choice, TextField } from '@/components/ui/fields';
import { SCOPES } from '@/lib/accounts/tokens/token-rules';
import { dayInWords } from '@/lib/calendar';
import { PATHS } from '@/lib/site/paths';
import { PATH } from './forms';

type Token = {
  id: string;
  name: string;
  hint: string;
  scopes: string[];
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
};
type Props = {
  tokens: Token[];
  made: string | null;
  /** What stands before a token in the address of its feed. */
  feedUrl: string;
};

export function Tokens({ tokens, made, feedUrl }: Props) {
  return (
    <section aria-labelledby="tokens" className="space-y-3 border-t border-hairline pt-6">
      <h2 id="tokens" className="scroll-mt-16 text-22">
        Tokens for programs
      </h2>
      <p>
        A token lets a program of yours act for you through{' '}
        <a href={PATHS.api} className="link">
          the API
        </a>
        , as far as you allow. Whoever has it can do the same, so keep it as you would a key.
      </p>
      {made && <NewToken token={made} feedUrl={feedUrl} />}
      <ul>
        {tokens.map((token) => (
          <li
            key={token.id}
            className="flex flex-wrap items-center justify-between gap-x-4 border-b border-hairline py-2"
          >
            <span className="min-w-0">
              {token.name} <span className="font-mono text-13 text-second">…{token.hint}</span>
              <span className="block text-15 text-second">{factsOf(token)}</span>
            </span>
            <form action={PATH} method="post">
              <input type="hidden" name="id" value={token.id} />
              <button name="act" value="revoke-token" className="link min-h-11">
                Revoke<span className="sr-only"> {token.name}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
      <details>
        <summary className="flex min-h-11 items-center text-accent">Make a token</summary>
        <TokenForm />
      </details>
      <p>
        A program that would rather be told of news than ask for it wants{' '}
        <a href={PATHS.webhooks} className="link">
          a webhook
        </a>
        .
      </p>
    </section>
  );
}

function NewToken({ token, feedUrl }: { token: string; feedUrl: string }) {
  return (
    <div role="status" className="space-y-2 border-y border-hairline py-3">
      <p>Your new token. Copy it now; nobody can show it again.</p>
      <p id="new-token" className="font-mono text-15 break-all">
        {token}
      </p>
      <CopyButton copies="new-token">Copy the token</CopyButton>
      <p className="text-15 text-second">
        If it may read your feed, this is the feed’s address:{' '}
        <span className="font-mono text-13 break-all">
          {feedUrl}
          {token}.rss
        </span>
      </p>
    </div>
  );
}

function TokenForm() {
  return (
    <form action={PATH} method="post" className="max-w-120 space-y-4 py-2">
      <TextField id="token-name" name="name" label="What it is for" required maxLength={60} />
      <fieldset>
        <legend>What it may do</legend>
        {Object.entries(SCOPES).map(([scope, words]) => (
          <Choice key={scope} type="checkbox" name="scopes" value={scope} label={words} />
        ))}
      </fieldset>
      <TextField
        id="token-days"
        name="days"
        type="number"
        min={1}
        max={366}
        label="Days until it ends"
        help="Empty for a token that lasts until you revoke it."
      />
      <Button name="act" value="make-token">
        Make the token
      </Button>
    </form>
  );
}

function factsOf({ scopes, createdAt, lastUsedAt, expiresAt }: Token): string {
  const day = (at: Date) => dayInWords(at.toISOString().slice(0, 10));
  return [
    scopes.join(', '),
    `made ${day(createdAt)}`,
    lastUsedAt ? `used ${day(lastUsedAt)}` : 'never used',
    expiresAt && `until ${day(expiresAt)}`,
  ]
    .filter(Boolean)
    .join(' · ');
}
