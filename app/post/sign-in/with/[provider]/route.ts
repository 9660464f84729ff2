/** POST /sign-in/with/[provider]: sets out for another site, to sign in with it or to connect it. */
import { confirmPath, signInPath } from '@/app/sign-in/path';
import { offeredProviders } from '@/lib/accounts/sign-in/providers';
import { findSignedIn, isFreshlySignedIn } from '@/lib/accounts/sessions/identity-commands';
import { safeNext } from '@/lib/accounts/rules';
import { intentForm } from '@/lib/accounts/schema';
import { setOutFor } from '@/lib/accounts/sign-in/sign-in-commands';
import { AppError } from '@/lib/errors';
import { fieldsOf, formObject, formRoute, seeOther } from '@/lib/http/form';
import { PATHS, votePath } from '@/lib/site/paths';
import { words } from '@/lib/words';

type Context = { params: Promise<{ provider: string }> };

export const POST = formRoute(async (form, { params }: Context, request) => {
  const { provider: id } = await params;
  const provider = offeredProviders().find((offered) => offered.id === id);
  if (!provider) throw new AppError('not_found');
  const { next, vote } = fieldsOf(intentForm, formObject(form));
  const signedIn = await findSignedIn(request.headers);
  if (signedIn && !isFreshlySignedIn(signedIn)) return seeOther(confirmPath(PATHS.account));
  const journey = {
    // Whoever meant to vote still has to press the button: a callback is a GET.
    next: vote ? votePath(vote) : safeNext(next),
    failure: signedIn ? `${PATHS.account}?problem=connect` : signInPath({ next, vote }),
    headers: request.headers,
  };
  const { url, cookies } = await setOutFor(provider.id, journey, signedIn !== null);
  // A form may lead nowhere but here (form-action 'self'), so the browser is sent on by a refresh.
  const answer = new Response(
    `<p><a href="${escapeAttribute(url)}">${words.signIn.continueTo(provider.name)}</a>`,
    {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        refresh: `0; url=${url}`,
        'cache-control': 'no-store',
      },
    },
  );
  for (const cookie of cookies) answer.headers.append('set-cookie', cookie);
  return answer;
});

function escapeAttribute(text: string): string {
  return text.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
