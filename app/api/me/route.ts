/** GET /api/me: what is personal about a page that is the same for everybody, in one small answer. */
import { findActor } from '@/lib/accounts/tokens/actor-commands';
import type { Followed } from '@/lib/accounts/follow-commands';
import { isFollowed } from '@/lib/accounts/queries';
import { me } from '@/lib/api/operations/votes';
import { database } from '@/lib/db/client';
import { answering, methods } from '@/lib/http/api-route';
import { marksOf } from '@/lib/votes/queries';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({
  GET: answering(me, async ({ query }, request) => {
    const reader = await findActor(request.headers, 'profile');
    if (!reader) return { body: { reader: null, votes: [], bookmarks: [], follows: false } };
    const { handle, name, role } = reader;
    const marks = await marksOf(database(), reader.id, query.papers);
    const asked = followedOf(query);
    const follows = asked ? await isFollowed(database(), reader.id, asked) : false;
    return { body: { reader: { handle, name, role }, ...marks, follows } };
  }),
});

function followedOf({ author, topic }: { author?: string; topic?: string }): Followed | null {
  if (topic !== undefined) return { kind: 'topics', name: topic };
  return author === undefined ? null : { kind: 'authors', name: author };
}
