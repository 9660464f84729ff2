/** GET /collections/[token]/export: a shared collection for reference managers. */
import { exportAnswer } from '@/app/library/export/answer';
import { database } from '@/lib/db/client';
import { route } from '@/lib/http/route';
import { getSharedCollection } from '@/lib/library/queries';

type Context = { params: Promise<{ token: string }> };

export const GET = route(async (request, { params }: Context) => {
  const { id } = await getSharedCollection(database(), (await params).token);
  return exportAnswer({ of: 'collection', id }, request.nextUrl.searchParams.get('format'));
});
