/**
 * POST /sign-in/[token]: redeems the link, and casts the intended vote. In a browser that didn't
 * request the link, the reader must accept it first, so that an attacker can't sign readers in to
 * the attacker's account.
 */
import { signedIn } from '@/app/sign-in/signed-in';
import { castFor } from '@/lib/votes/reader-commands';
import { acceptedLinkCookie, hasLinkCookie } from '@/lib/accounts/sign-in/link-cookie';
import { findReaderById } from '@/lib/accounts/queries';
import { safeNext } from '@/lib/accounts/rules';
import { linkForm } from '@/lib/accounts/schema';
import { spendSignInLink } from '@/lib/accounts/sign-in/sign-in-commands';
import { database } from '@/lib/db/client';
import { fieldsOf, formObject, formRoute, seeOther } from '@/lib/http/form';
import { hasPaper } from '@/lib/papers/queries';
import { signInLinkPath } from '@/lib/site/paths';

type Context = { params: Promise<{ token: string }> };

export const POST = formRoute(async (form, { params }: Context, request) => {
  const { token } = await params;
  const { next, vote, act } = fieldsOf(linkForm, formObject(form));
  if (act === 'accept') {
    const response = seeOther(linkPath(token, { next, vote }));
    response.headers.append('set-cookie', await acceptedLinkCookie(token));
    return response;
  }
  if (!(await hasLinkCookie(token, request.headers))) {
    return seeOther(linkPath(token, { next, vote }));
  }
  const signIn = await spendSignInLink(token, request.headers);
  if (!signIn.ok) return seeOther(`${signInLinkPath(encodeURIComponent(token))}?problem=spent`);
  if (vote) await castMeantVote(signIn.userId, vote, request.headers);
  return signedIn(seeOther(safeNext(next)), signIn.cookies);
});

function linkPath(token: string, { next, vote }: { next?: string; vote?: string }): string {
  const query = new URLSearchParams({ next: safeNext(next), ...(vote && { vote }) });
  return `${signInLinkPath(encodeURIComponent(token))}?${query}`;
}

/** The vote intended before sign-in. Ignores a paper deleted since. */
async function castMeantVote(userId: string, paperId: string, headers: Headers): Promise<void> {
  const db = database();
  const reader = await findReaderById(db, userId);
  if (reader && (await hasPaper(db, paperId))) await castFor(reader, paperId, headers);
}
