/** POST /sign-out: ends this browser's session. */
import { signedOut } from '@/app/sign-in/signed-in';
import { signOut } from '@/lib/accounts/sign-in/sign-in-commands';
import { formRoute, seeOther } from '@/lib/http/form';
import { PATHS } from '@/lib/site/paths';

export const POST = formRoute(async (_form, _context, request) =>
  signedOut(seeOther(PATHS.latest), await signOut(request.headers)),
);
