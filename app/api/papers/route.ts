/** All papers, latest published first. */
import { writeCursor } from '@/lib/api/cursor';
import { papers } from '@/lib/api/operations/papers';
import { paperJson } from '@/lib/api/paper-json';
import { paperIdsAfter, papersOfIds } from '@/lib/api/queries';
import { database } from '@/lib/db/client';
import { publicUrl } from '@/lib/env';
import { policyOf } from '@/lib/site/tags';
import { answering, methods } from '@/lib/http/api-route';
import { nextPage } from '@/lib/http/next-page';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({
  GET: answering(papers, async ({ query: { cursor, limit } }, request) => {
    const db = database();
    const { ids, last } = await paperIdsAfter(db, cursor, limit);
    const found = await papersOfIds(db, ids);
    return {
      body: found.map(({ paper, listing }) => paperJson(paper, listing, publicUrl)),
      cache: policyOf.anyPaper(ids),
      next: last && nextPage(request, { cursor: writeCursor(last) }),
    };
  }),
});
