/** Papers that match words, best first. */
import { searchOperation } from '@/lib/api/operations/papers';
import { dailyPaperJson } from '@/lib/api/paper-json';
import { papersOfIds, searchIds } from '@/lib/api/queries';
import { database } from '@/lib/db/client';
import { publicUrl } from '@/lib/env';
import { policyOf } from '@/lib/site/tags';
import { answering, methods } from '@/lib/http/api-route';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({
  GET: answering(searchOperation, async ({ query: { q, limit } }) => {
    const db = database();
    const found = await papersOfIds(db, await searchIds(db, q, limit));
    return {
      body: found.map(({ paper, listing }) => dailyPaperJson(paper, listing, publicUrl)),
      cache: policyOf.anyPaper(found.map(({ paper }) => paper.id)),
    };
  }),
});
