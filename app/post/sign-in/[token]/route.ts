/** POST /sign-in/[token]: spends the link, and does what the reader meant to do. */
import { signedIn } from '@/app/sign-in/signed-in';
import { castFor } from '@/app/vote/cast';
import { findReaderById } from '@/lib/accounts/queries';
import { safeNext } from '@/lib/accounts/rules';
import { intentForm } from '@/lib/accounts/schema';
import { spendSignInLink } from '@/lib/accounts/sign-in-commands';
import { database } from '@/lib/db/client';
import { fieldsOf, formObject, formRoute, seeOther } from '@/lib/http/form';
import { hasPaper } from '@/lib/papers/queries';

type Context = { params: Promise<{ token: string }> };

export const POST = formRoute(async (form, { params }: Context, request) => {
  const { token } = await params;
  const { next, vote } = fieldsOf(intentForm, formObject(form));
  const signIn = await spendSignInLink(token, request.headers);
  if (!signIn.ok) return seeOther(`/sign-in/${encodeURIComponent(token)}?problem=spent`);
  if (vote) await castMeantVote(signIn.userId, vote, request.headers);
  return signedIn(seeOther(safeNext(next)), signIn.cookies);
});

/** The vote that was pressed before its reader was known. A paper gone since is no reason to fail. */
async function castMeantVote(userId: string, paperId: string, headers: Headers): Promise<void> {
  const db = database();
  const reader = await findReaderById(db, userId);
  if (reader && (await hasPaper(db, paperId))) await castFor(reader, paperId, headers);
}
