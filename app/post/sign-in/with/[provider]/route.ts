/** POST /sign-in/with/[provider]: redirects to a provider, to sign in or to connect it. */
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
    // An intended vote needs another click, because a callback is a GET.
    next: vote ? votePath(vote) : safeNext(next),
    failure: signedIn ? `${PATHS.account}?problem=connect` : signInPath({ next, vote }),
    headers: request.headers,
  };
  const { url, cookies } = await setOutFor(provider.id, journey, signedIn !== null);
  // Redirects by a refresh, because form-action 'self' limits forms to this site.
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
