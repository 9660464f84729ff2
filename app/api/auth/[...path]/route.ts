/** Serves better-auth's endpoints: passkeys, and sign-in with other sites. */
import { hasNewSession, signedIn } from '@/app/sign-in/signed-in';
import { auth, OPEN_PATHS } from '@/lib/accounts/sign-in/auth';
import { findSignedIn, mayChangePasskeys } from '@/lib/accounts/sessions/identity-commands';
import { endReplacedSession } from '@/lib/accounts/sign-in/sign-in-commands';
import { AppError } from '@/lib/errors';
import { clientNetwork, requireAllowance } from '@/lib/http/limit-commands';
import { route } from '@/lib/http/route';
import { logSecurity } from '@/lib/http/security-log';

const REGISTERS_PASSKEY = /^\/passkey\/(generate-register-options|verify-registration)$/;
const FIRST_ERROR = 400;

type Context = { params: Promise<{ path: string[] }> };

const answer = route(async (request, { params }: Context) => {
  const path = `/${(await params).path.join('/')}`;
  if (!OPEN_PATHS.test(path)) throw new AppError('not_found');
  const { headers } = request;
  await requireAllowance('sign_in_step', clientNetwork(headers));
  if (REGISTERS_PASSKEY.test(path)) await requirePasskeyChange(headers);
  const given = await auth().handler(request);
  const cookies = given.headers.getSetCookie();
  if (hasNewSession(cookies)) await endReplacedSession(headers);
  if (isFailedSignIn(path, given)) logSecurity('sign_in_failed', headers, { method: path });
  const answered = new Response(given.body, given);
  answered.headers.delete('set-cookie');
  answered.headers.set('cache-control', 'no-store');
  return signedIn(answered, cookies);
});

async function requirePasskeyChange(headers: Headers): Promise<void> {
  const reader = await findSignedIn(headers);
  if (reader && !(await mayChangePasskeys(reader))) throw new AppError('forbidden');
}

/** A provider's failure redirects with ?error=; a passkey's is a status. */
function isFailedSignIn(path: string, { status, headers }: Response): boolean {
  if (path === '/passkey/verify-authentication') return status >= FIRST_ERROR;
  return path.startsWith('/callback/') && /[?&]error=/.test(headers.get('location') ?? '');
}

export const GET = answer;
export const POST = answer;
