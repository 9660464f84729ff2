/** GET /api/me: what is personal about a page that is the same for everybody, in one small answer. */
import { findActor } from '@/lib/accounts/actor-commands';
import { me } from '@/lib/api/operations/votes';
import { database } from '@/lib/db/client';
import { answering, methods } from '@/lib/http/api-route';
import { marksOf } from '@/lib/votes/queries';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({
  GET: answering(me, async ({ query: { papers } }, request) => {
    const reader = await findActor(request.headers, 'profile');
    if (!reader) return { body: { reader: null, votes: [], bookmarks: [] } };
    const { handle, name, role } = reader;
    const marks = await marksOf(database(), reader.id, papers);
    return { body: { reader: { handle, name, role }, ...marks } };
  }),
});
