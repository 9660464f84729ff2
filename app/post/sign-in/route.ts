/** POST /sign-in: mails a link. The answer doesn't reveal whether the address has an account. */
import { requestSignIn } from '@/lib/accounts/sign-in/sign-in-commands';
import { intentForm, signInForm } from '@/lib/accounts/schema';
import { safeNext } from '@/lib/accounts/rules';
import { formObject, formRoute, seeOther } from '@/lib/http/form';
import { clientNetwork, requireAllowance } from '@/lib/http/limit-commands';
import { mailboxOf } from '@/lib/mail/mailbox';
import { signInPath } from '@/app/sign-in/path';
import { PATHS } from '@/lib/site/paths';

export const POST = formRoute(async (form, _context, request) => {
  const fields = formObject(form);
  const parsed = signInForm.safeParse(fields);
  if (!parsed.success) {
    return seeOther(signInPath(intentForm.safeParse(fields).data ?? {}, 'address'));
  }
  const { email, next, vote } = parsed.data;
  await requireAllowance('sign_in', clientNetwork(request.headers));
  await requireAllowance('sign_in_mailbox', mailboxOf(email));
  const cookie = await requestSignIn(email, { next: safeNext(next), vote }, request.headers);
  const response = seeOther(PATHS.signInSent);
  response.headers.append('set-cookie', cookie);
  return response;
});
