/** Browsers in which a reader is signed in, each to be signed out from here. */
import { dayInWords } from '@/lib/calendar';
import { PATH } from './forms';

type Session = { id: string; createdAt: Date; userAgent: string | null };
type Props = { sessions: Session[]; currentId: string | null };

export function Sessions({ sessions, currentId }: Props) {
  return (
    <section aria-labelledby="sessions" className="space-y-3 border-t border-hairline pt-6">
      <h2 id="sessions" className="scroll-mt-16 text-22">
        Where you are signed in
      </h2>
      <ul>
        {sessions.map(({ id, createdAt, userAgent }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4">
            <span>
              {browserOf(userAgent)}, since {dayInWords(createdAt.toISOString().slice(0, 10))}
            </span>
            {id === currentId ? (
              <span className="text-second">this browser</span>
            ) : (
              <form action={PATH} method="post">
                <input type="hidden" name="id" value={id} />
                <button name="act" value="end-session" className="link min-h-11">
                  Sign out there
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <form action={PATH} method="post">
          <button name="act" value="end-others" className="link min-h-11">
            Sign out everywhere else
          </button>
        </form>
      )}
    </section>
  );
}

/** As much of a User-Agent as people recognise: the browser and the system. */
function browserOf(userAgent: string | null): string {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(userAgent ?? '')?.[1];
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(userAgent ?? '')?.[1];
  const name = { Edg: 'Edge', OPR: 'Opera' }[browser ?? ''] ?? browser;
  return [name ?? 'A browser', system?.replace(' X', '')].filter(Boolean).join(' on ');
}
