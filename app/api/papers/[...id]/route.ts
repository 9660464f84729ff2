/** One paper by its id; old ids hold a slash, hence the whole rest of the path. */
import { paper as paperOperation } from '@/lib/api/operations/papers';
import { wholePaperJson } from '@/lib/api/paper-json';
import { getApiPaper } from '@/lib/api/queries';
import { database } from '@/lib/db/client';
import { publicUrl } from '@/lib/env';
import { policyOf } from '@/lib/front/tags';
import { answering, methods } from '@/lib/http/api-route';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({
  GET: answering(paperOperation, async ({ params: { id } }) => {
    const { paper, listing } = await getApiPaper(database(), id);
    return { body: wholePaperJson(paper, listing, publicUrl), cache: policyOf.paper(id) };
  }),
});
