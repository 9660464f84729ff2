/** Personal tokens: a list, a form to create one, and a new token, which is shown once. */
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Choice, TextField } from '@/components/ui/fields';
import { Marked } from '@/components/ui/marked';
import { SCOPES } from '@/lib/accounts/tokens/token-rules';
import { dayInWords, fromUtcDate } from '@/lib/calendar';
import { PATHS } from '@/lib/site/paths';
import { words } from '@/lib/words';
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
  created: string | null;
  /** The address of a feed, up to its token. */
  feedUrl: string;
};

export function Tokens({ tokens, created, feedUrl }: Props) {
  return (
    <section aria-labelledby="tokens" className="space-y-3 border-t border-hairline pt-6">
      <h2 id="tokens" className="scroll-mt-16 text-22">
        {words.tokens.title}
      </h2>
      <p>
        <Marked text={words.tokens.intro} api={PATHS.api} />
      </p>
      {created && <NewToken token={created} feedUrl={feedUrl} />}
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
                {words.tokens.revoke}
                <span className="sr-only"> {token.name}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
      <details>
        <summary className="flex min-h-11 items-center text-accent">{words.tokens.summary}</summary>
        <TokenForm />
      </details>
      <p>
        <Marked text={words.tokens.webhooks} webhooks={PATHS.webhooks} />
      </p>
    </section>
  );
}

function NewToken({ token, feedUrl }: { token: string; feedUrl: string }) {
  return (
    <div role="status" className="space-y-2 border-y border-hairline py-3">
      <p>{words.tokens.created}</p>
      <p id="new-token" className="font-mono text-15 break-all">
        {token}
      </p>
      <CopyButton copies="new-token">{words.tokens.copy}</CopyButton>
      <p className="text-15 text-second">
        {words.tokens.feed}{' '}
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
      <TextField id="token-name" name="name" label={words.tokens.purpose} required maxLength={60} />
      <fieldset>
        <legend>{words.tokens.permissions}</legend>
        {SCOPES.map((scope) => (
          <Choice
            key={scope}
            type="checkbox"
            name="scopes"
            value={scope}
            label={words.tokens.scopes[scope]}
          />
        ))}
      </fieldset>
      <TextField
        id="token-days"
        name="days"
        type="number"
        min={1}
        max={366}
        label={words.tokens.days}
        help={words.tokens.daysHelp}
      />
      <Button name="act" value="make-token">
        {words.tokens.create}
      </Button>
    </form>
  );
}

function factsOf({ scopes, createdAt, lastUsedAt, expiresAt }: Token): string {
  const day = (at: Date) => dayInWords(fromUtcDate(at));
  return [
    scopes.join(', '),
    words.tokens.createdOn(day(createdAt)),
    lastUsedAt ? words.tokens.usedOn(day(lastUsedAt)) : words.tokens.neverUsed,
    expiresAt && words.tokens.expiresOn(day(expiresAt)),
  ]
    .filter(Boolean)
    .join(' · ');
}
