/** POST /sign-in/[token]: spends the link and leads on to what the reader meant to do. */
import { signedIn } from '@/app/sign-in/signed-in';
import { safeNext } from '@/lib/accounts/rules';
import { intentForm } from '@/lib/accounts/schema';
import { spendSignInLink } from '@/lib/accounts/sign-in-commands';
import { formObject, formRoute, seeOther } from '@/lib/http/form';

type Context = { params: Promise<{ token: string }> };

export const POST = formRoute(async (form, { params }: Context, request) => {
  const { token } = await params;
  const { next } = intentForm.parse(formObject(form));
  const signIn = await spendSignInLink(token, request.headers);
  if (!signIn.ok) return seeOther(`/sign-in/${encodeURIComponent(token)}?problem=spent`);
  return signedIn(seeOther(safeNext(next)), signIn.cookies);
});
