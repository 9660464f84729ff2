/** POST /searches: keeps a search, has it in the digest or not, removes it. */
import { z } from 'zod';
import { signInPath } from '@/app/sign-in/path';
import { findReader } from '@/lib/accounts/queries';
import { database } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { formObject, formRoute, seeOther } from '@/lib/http/form';
import { requireAllowance } from '@/lib/http/limit-commands';
import { putSearchInDigest, removeSearch, saveSearch } from '@/lib/search/personal-commands';
import { MAX_QUERY_CHARS, readQuery } from '@/lib/search/query-parser';

const id = z.string().min(1).max(100);
const asked = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('save'),
    query: z.string().transform(readQuery).pipe(z.string().min(1).max(MAX_QUERY_CHARS)),
  }),
  z.object({ act: z.enum(['join', 'leave', 'remove']), id }),
]);

export const POST = formRoute(async (form, _context, request) => {
  const fields = formObject(form);
  const reader = await findReader(request.headers);
  if (!reader) return seeOther(signInPath({ next: pageOf(fields.query) }));
  await requireAllowance('keep', reader.id);
  const parsed = asked.safeParse(fields);
  if (!parsed.success) throw new AppError('bad_request', 'That is no search to keep.');
  const { data } = parsed;
  const db = database();
  if (data.act === 'save') await saveSearch(db, reader.id, data.query);
  else if (data.act === 'remove') await removeSearch(db, reader.id, data.id);
  else {
    const inDigest = data.act === 'join';
    await putSearchInDigest(db, { userId: reader.id, id: data.id, inDigest });
  }
  return seeOther('/searches');
});

/** Signed out, the reader comes back to the results, where the button is. */
function pageOf(query: unknown): string {
  return typeof query === 'string' ? `/papers?q=${encodeURIComponent(query)}` : '/searches';
}
