/** GET /api/me/digest: the reader’s next digest, as it would be now. */
import { acting } from '@/lib/api/acting';
import { myDigest } from '@/lib/api/digest-queries';
import { myDigest as myDigestOperation } from '@/lib/api/operations/me';
import { dailyPaperJson } from '@/lib/api/paper-json';
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { publicUrl } from '@/lib/env';
import { methods } from '@/lib/http/api-route';

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({
  GET: acting(myDigestOperation, async (_input, reader) => {
    const { day, papers } = await myDigest(database(), reader.id, systemClock());
    return {
      body: {
        day,
        papers: papers.map(({ paper, listing, reason }) => ({
          ...dailyPaperJson(paper, listing, publicUrl),
          reason,
        })),
      },
    };
  }),
});
