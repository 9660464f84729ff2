/** Hugging Face's list of daily papers, with its parameters. */
import { today } from '@/app/site';
import { dailyPapers } from '@/lib/api/operations/papers';
import { dailyPaperJson } from '@/lib/api/paper-json';
import { papersOfListings } from '@/lib/api/queries';
import { database } from '@/lib/db/client';
import { parsePeriod, PERIODS, type Period } from '@/lib/calendar';
import { listings } from '@/lib/editions/listing-queries';
import { publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { policyOf } from '@/lib/site/tags';
import { answering, methods } from '@/lib/http/api-route';
import { nextPage } from '@/lib/http/next-page';

const PARAMETER = { day: 'date', week: 'week', month: 'month' } as const;

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({
  GET: answering(dailyPapers, async ({ query }, request) => {
    const period = periodOfQuery(query);
    const db = database();
    const found = await listings(db, {
      period,
      submitter: query.submitter,
      byTrend: query.sort === 'trending',
      limit: query.limit,
      page: query.p,
    });
    const papers = await papersOfListings(db, found.listings);
    return {
      body: papers.map(({ paper, listing }) => dailyPaperJson(paper, listing, publicUrl)),
      cache: cacheOf(period, query),
      next: found.hasNext ? nextPage(request, { p: String(query.p + 1) }) : null,
    };
  }),
});

type Asked = { date?: string; week?: string; month?: string; sort: string; submitter?: string };

function periodOfQuery(query: Asked): Period | null {
  for (const kind of PERIODS) {
    const key = query[PARAMETER[kind]];
    const period = key === undefined ? null : parsePeriod(kind, key);
    if (!period) continue;
    if (period.firstDay > today()) {
      throw new AppError('bad_request', `${PARAMETER[kind]}: ${key} has not come yet.`);
    }
    return period;
  }
  return null;
}

/** Whatever changes a trend or an edition purges what may be in it. */
function cacheOf(period: Period | null, { sort, submitter }: Asked) {
  if (sort === 'trending') return policyOf.trending;
  if (submitter !== undefined || !period) return policyOf.latest;
  return policyOf.period(period, today());
}
