/** POST /sign-in/with/[provider]: sets out for another site, which leads back when it knows who it is. */
import { signInPath } from '@/app/sign-in/path';
import { offeredProviders } from '@/lib/accounts/providers';
import { safeNext } from '@/lib/accounts/rules';
import { intentForm } from '@/lib/accounts/schema';
import { startProviderSignIn } from '@/lib/accounts/sign-in-commands';
import { AppError } from '@/lib/errors';
import { formObject, formRoute } from '@/lib/http/form';

type Context = { params: Promise<{ provider: string }> };

export const POST = formRoute(async (form, { params }: Context, request) => {
  const { provider: id } = await params;
  const provider = offeredProviders().find((offered) => offered.id === id);
  if (!provider) throw new AppError('not_found');
  const { next, vote } = intentForm.parse(formObject(form));
  const { url, cookies } = await startProviderSignIn(provider.id, {
    // Whoever meant to vote still has to press the button: a callback is a GET.
    next: vote ? `/vote/${vote}` : safeNext(next),
    failure: signInPath({ next, vote }),
    headers: request.headers,
  });
  // A form may lead nowhere but here (form-action 'self'), so the browser is sent on by a refresh.
  const answer = new Response(
    `<p><a href="${escapeAttribute(url)}">Go on to ${provider.name}</a>`,
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
