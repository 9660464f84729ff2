/** POST /vote/[...id]: casts or withdraws a vote and redirects to its page, or to sign-in. */
import { signInPath } from '@/app/sign-in/path';
import { castFor, withdrawFor } from '@/lib/votes/reader-commands';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { safeNext } from '@/lib/accounts/rules';
import { publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { formRoute, seeOther } from '@/lib/http/form';
import { decodePath } from '@/lib/site/params';
import { parsePaperId } from '@/lib/papers/ids';
import { paperPath, votePath } from '@/lib/site/paths';

type Context = { params: Promise<{ id: string[] }> };

export const POST = formRoute(async (form, { params }: Context, request) => {
  const paperId = parsePaperId(decodePath((await params).id.join('/')))?.id;
  if (!paperId) throw new AppError('not_found');
  const nextField = form.get('next');
  const next =
    typeof nextField === 'string' ? safeNext(nextField) : cameFrom(request.headers, paperId);
  const reader = await findReader(request.headers);
  if (!reader) return seeOther(signInPath({ next, vote: paperId }));
  if (form.get('act') === 'withdraw') await withdrawFor(reader, paperId);
  else await castFor(reader, paperId, request.headers);
  return seeOther(votePath(paperId, next));
});

/** The page of the clicked button, by the browser's Referer, to return to. */
function cameFrom(headers: Headers, paperId: string): string {
  const referer = headers.get('referer') ?? '';
  const url = URL.canParse(referer) ? new URL(referer) : null;
  return url?.origin === new URL(publicUrl).origin
    ? safeNext(url.pathname + url.search)
    : paperPath(paperId);
}
