/** POST /searches: saves a search, adds it to the digest or removes it, deletes it. */
import { z } from 'zod';
import { signInPath } from '@/app/sign-in/path';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { database, type Database } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { formObject, formRoute, seeOther } from '@/lib/http/form';
import { requireAllowance } from '@/lib/http/limit-commands';
import { putSearchInDigest, removeSearch, saveSearch } from '@/lib/search/reader/personal-commands';
import { MAX_QUERY_CHARS, readQuery } from '@/lib/search/query/query-parser';
import { words } from '@/lib/words';
import { PATHS, searchPath } from '@/lib/site/paths';

const searchId = z.string().min(1).max(100);
const searchForm = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('save'),
    query: z.string().transform(readQuery).pipe(z.string().min(1).max(MAX_QUERY_CHARS)),
  }),
  z.object({ act: z.enum(['join', 'leave', 'remove']), id: searchId }),
]);

export const POST = formRoute(async (form, _context, request) => {
  const fields = formObject(form);
  const reader = await findReader(request.headers);
  if (!reader) return seeOther(signInPath({ next: pageOf(fields.query) }));
  await requireAllowance('keep', reader.id);
  const parsed = searchForm.safeParse(fields);
  if (!parsed.success) throw new AppError('bad_request', words.refusals.formIncomplete);
  const { data } = parsed;
  const db = database();
  if (data.act === 'save') await saveSearch(db, reader.id, data.query);
  else if (!(await changeSearch(db, reader.id, data))) {
    throw new AppError('not_found', words.refusals.noSavedSearch);
  }
  return seeOther(PATHS.searches);
});

type Change = { act: 'join' | 'leave' | 'remove'; id: string };

async function changeSearch(db: Database, userId: string, { act, id }: Change): Promise<boolean> {
  if (act === 'remove') return removeSearch(db, userId, id);
  return putSearchInDigest(db, { userId, id, inDigest: act === 'join' });
}

/** Signed out, the reader returns to the results, where the button is. */
function pageOf(query: unknown): string {
  return typeof query === 'string' ? searchPath(query) : PATHS.searches;
}
