/** GET /library/export: a reader's saved papers or a collection, for reference managers. */
import { requireReader } from '@/lib/accounts/sessions/identity-commands';
import { database } from '@/lib/db/client';
import { route } from '@/lib/http/route';
import { getOwnCollection } from '@/lib/library/queries';
import { exportAnswer } from './answer';

export const GET = route(async (request) => {
  const { searchParams } = request.nextUrl;
  const { id: userId } = await requireReader(request.headers);
  const id = searchParams.get('collection');
  if (id !== null) await getOwnCollection(database(), { userId, id });
  const kept =
    id === null ? { of: 'bookmarks' as const, userId } : { of: 'collection' as const, id };
  return exportAnswer(kept, searchParams.get('format'));
});
