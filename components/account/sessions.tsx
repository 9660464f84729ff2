/** Lists the browsers in which a reader is signed in, with buttons to sign out. */
import { dayInWords, fromUtcDate } from '@/lib/calendar';
import { words } from '@/lib/words';
import { PATH } from './forms';

type Session = { id: string; createdAt: Date; userAgent: string | null };
type Props = { sessions: Session[]; currentId: string | null };

export function Sessions({ sessions, currentId }: Props) {
  return (
    <section aria-labelledby="sessions" className="space-y-3 border-t border-hairline pt-6">
      <h2 id="sessions" className="scroll-mt-16 text-22">
        {words.account.sessions}
      </h2>
      <ul>
        {sessions.map(({ id, createdAt, userAgent }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4">
            <span>
              {words.account.since(browserOf(userAgent), dayInWords(fromUtcDate(createdAt)))}
            </span>
            {id === currentId ? (
              <span className="text-second">{words.account.thisBrowser}</span>
            ) : (
              <form action={PATH} method="post">
                <input type="hidden" name="id" value={id} />
                <button name="act" value="end-session" className="link min-h-11">
                  {words.account.signOutThere}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <form action={PATH} method="post">
          <button name="act" value="end-others" className="link min-h-11">
            {words.account.signOutOthers}
          </button>
        </form>
      )}
    </section>
  );
}

/** Names the browser and the system of a User-Agent. */
function browserOf(userAgent: string | null): string {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(userAgent ?? '')?.[1];
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(userAgent ?? '')?.[1];
  const name =
    { Edg: 'Edge', OPR: 'Opera' }[browser ?? ''] ?? browser ?? words.account.unknownBrowser;
  return system ? words.account.browserOn(name, system.replace(' X', '')) : name;
}
