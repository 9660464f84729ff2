/** What better-auth answers itself: passkeys, and the way to other sites and back. */
import { signedIn } from '@/app/sign-in/signed-in';
import { auth, OPEN_PATHS } from '@/lib/accounts/auth';
import { AppError } from '@/lib/errors';
import { clientNetwork, requireAllowance } from '@/lib/http/limit-commands';
import { route } from '@/lib/http/route';

type Context = { params: Promise<{ path: string[] }> };

const answer = route(async (request, { params }: Context) => {
  const path = `/${(await params).path.join('/')}`;
  if (!OPEN_PATHS.test(path)) throw new AppError('not_found');
  await requireAllowance('sign_in_step', clientNetwork(request.headers));
  const given = await auth().handler(request);
  const answered = new Response(given.body, given);
  answered.headers.delete('set-cookie');
  answered.headers.set('cache-control', 'no-store');
  return signedIn(answered, given.headers.getSetCookie());
});

export const GET = answer;
export const POST = answer;
