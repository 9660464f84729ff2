/** One paper by its id, and what readers do to it; old ids hold a slash, hence the whole rest of the path. */
import { paper as paperOperation } from '@/lib/api/operations/papers';
import { wholePaperJson } from '@/lib/api/paper-json';
import { getApiPaper } from '@/lib/api/queries';
import { database } from '@/lib/db/client';
import { publicUrl } from '@/lib/env';
import { policyOf } from '@/lib/site/tags';
import { answering, methods, type RouteHandler } from '@/lib/http/api-route';
import { keepPaper, letGoOfPaper } from '../bookmark';
import { readComments, writeComment } from '../comments';
import { castUpvote, withdrawOwnUpvote } from '../upvote';

const reading = methods({
  GET: answering(paperOperation, async ({ params: { id } }) => {
    const { paper, listing } = await getApiPaper(database(), id);
    return { body: wholePaperJson(paper, listing, publicUrl), cache: policyOf.paper(id) };
  }),
});

export const { OPTIONS, PATCH } = reading;
export const GET = byAction({ comments: readComments }, reading.GET);
export const POST = byAction({ upvote: castUpvote, comments: writeComment }, reading.POST);
export const PUT = byAction({ bookmark: keepPaper }, reading.PUT);
export const DELETE = byAction(
  { upvote: withdrawOwnUpvote, bookmark: letGoOfPaper },
  reading.DELETE,
);

/** The handler of the path's last segment, which is then no part of the id. */
function byAction(handlers: Record<string, RouteHandler>, otherwise: RouteHandler): RouteHandler {
  return async (request, context) => {
    const segments = [(await context.params)?.id ?? []].flat();
    const action = segments.at(-1) ?? '';
    const handler = Object.hasOwn(handlers, action) ? handlers[action] : undefined;
    if (!handler) return otherwise(request, context);
    return handler(request, { params: Promise.resolve({ id: segments.slice(0, -1) }) });
  };
}
