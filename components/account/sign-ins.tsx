/** Lists the ways to sign in beside a mailed link: passkeys, and accounts on other sites. */
import { dayInWords, fromUtcDate } from '@/lib/calendar';
import { PATHS, signInWithPath } from '@/lib/site/paths';
import { words } from '@/lib/words';
import { PATH } from './forms';

type Props = {
  account: {
    passkeys: { id: string; name: string | null; createdAt: Date | null }[];
    accounts: { id: string; providerId: string; createdAt: Date }[];
  };
  offered: { id: string; name: string }[];
};

export function SignIns({ account, offered }: Props) {
  const names = new Map(offered.map(({ id, name }) => [id, name]));
  const ways = [
    ...account.passkeys.map(({ id, name, createdAt }) => ({
      id,
      way: name || words.account.passkey,
      since: createdAt,
    })),
    ...account.accounts.map(({ id, providerId, createdAt }) => ({
      id,
      way: names.get(providerId) ?? providerId,
      since: createdAt,
    })),
  ];
  return (
    <section aria-labelledby="ways" className="space-y-3 border-t border-hairline pt-6">
      <h2 id="ways" className="scroll-mt-16 text-22">
        {words.account.ways}
      </h2>
      <p>{words.account.waysHelp}</p>
      <ul>
        {ways.map(({ id, way, since }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4">
            <span>{since ? words.account.since(way, dayInWords(fromUtcDate(since))) : way}</span>
            <form action={PATH} method="post">
              <input type="hidden" name="id" value={id} />
              <button name="act" value="remove" className="link min-h-11">
                {words.account.remove}
              </button>
            </form>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-5">
        {offered
          .filter(({ id }) => !account.accounts.some(({ providerId }) => providerId === id))
          .map(({ id, name }) => (
            <form key={id} action={signInWithPath(id)} method="post">
              <input type="hidden" name="next" value={`${PATHS.account}?done=connected`} />
              <button className="link min-h-11">{words.account.connect(name)}</button>
            </form>
          ))}
        <button type="button" data-passkey-add hidden className="link min-h-11">
          {words.account.addPasskey}
        </button>
        <p
          role="status"
          data-passkey-status
          data-cancelled={words.signIn.passkeyCancelled}
          data-failed={words.signIn.passkeyFailed}
        />
      </div>
      <script src="/passkeys.js" type="module" />
    </section>
  );
}
