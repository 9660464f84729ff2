/** Queries of the API, feeds and exports, called through the functions of lib. */
import { paperIdsAfter, papersOfIds, papersOfListings } from '@/lib/api/queries';
import type { Database } from '@/lib/db/client';
import { periodOf, type PeriodKind } from '@/lib/calendar';
import { listings, listingsOfTopic, type ListingQuestion } from '@/lib/editions/listing-queries';
import { MAX_PAGE } from '@/lib/site/params';
import { FEED_LENGTH, newestOfAuthor } from '@/lib/feeds/queries';
import { papersOfAuthor } from '@/lib/papers/author-queries';
import { papersForYou } from '@/lib/recommend/for-you-queries';
import { LAST_DAY } from './generate';
import { DAY_BEFORE, feed, other, type Question } from './questions';

/** The largest request that a program may send. */
const LIMIT = 100;
const EXPORTED = 500;
const TOPIC = 'topic-3';
/** A name that sorts long before the others, so that every row follows. */
const LONG_AGO = '2004-05-03';
/** Some trending papers are newer, others older. */
const MONTHS_AGO = '2026-06-03';
/** The number of papers under the commonest names on arXiv. */
const COMMON = 2_000;
const SUBMITTER = 'reader-17';

export async function programQuestions(db: Database): Promise<Question[]> {
  const list = (name: string, input: Partial<ListingQuestion>): Question => {
    const question = { period: null, byTrend: false, limit: LIMIT, page: 0, ...input };
    // Trending and last pages read a whole period.
    const isWhole = Boolean(question.byTrend && question.period) || question.page > 0;
    return (isWhole ? other : feed)([`api_${name}`], () => listings(db, question));
  };
  const periods = (['day', 'week', 'month'] as const).flatMap((kind) => periodLists(kind, list));
  const newest = (await listings(db, { period: null, byTrend: false, limit: LIMIT, page: 0 }))
    .listings;
  const ids = newest.map(({ paperId }) => paperId);
  return [
    list('newest', {}),
    list('newest_last', { page: MAX_PAGE }),
    list('trending', { byTrend: true }),
    list('trending_last', { byTrend: true, page: MAX_PAGE }),
    ...periods,
    list('submitter', { submitter: SUBMITTER }),
    list('submitter_trending', { submitter: SUBMITTER, byTrend: true }),
    list('nobody_trending', { submitter: 'nobody', byTrend: true }),
    feed(['api_papers_first'], () => paperIdsAfter(db, undefined, LIMIT)),
    feed(['api_papers_later'], () =>
      paperIdsAfter(db, { publishedOn: LONG_AGO, id: '0405.00001' }, LIMIT),
    ),
    feed(['api_rows', 'api_row_authors'], () => papersOfListings(db, newest)),
    feed(['api_rows_of_ids'], () => papersOfIds(db, ids)),
    ...(await jobLists(db)),
  ];
}

function periodLists(
  kind: PeriodKind,
  list: (name: string, input: Partial<ListingQuestion>) => Question,
): Question[] {
  const period = (day: string) => ({ period: periodOf(kind, day) });
  return [
    list(kind, period(DAY_BEFORE)),
    list(`${kind}_trending`, { ...period(DAY_BEFORE), byTrend: true }),
    list(`${kind}_months_ago_trending`, { ...period(MONTHS_AGO), byTrend: true }),
    list(`${kind}_long_ago_trending`, { ...period(LONG_AGO), byTrend: true }),
    list(`${kind}_submitter`, { ...period(DAY_BEFORE), submitter: SUBMITTER }),
  ];
}

/** Cached for weeks by the client, or made for one reader: reported without a limit of rows. */
async function jobLists(db: Database): Promise<Question[]> {
  const [common] = await db.$queryRaw<[{ name: string }]>`
    SELECT "name" FROM "PaperAuthor" GROUP BY "name" HAVING count(*) <= ${COMMON}
    ORDER BY count(*) DESC LIMIT 1`;
  const reader = { id: 'follower', name: 'Follower', email: 'follower@bench.example' };
  await db.user.create({ data: { ...reader, handle: reader.id, topics: [TOPIC] } });
  const month = { period: periodOf('month', DAY_BEFORE), byTrend: false, page: 0 };
  return [
    other(['feed_topic'], () => listingsOfTopic(db, TOPIC, FEED_LENGTH)),
    other(['feed_topic_unknown'], () => listingsOfTopic(db, 'nothing', FEED_LENGTH)),
    other(['feed_author'], () => newestOfAuthor(db, common.name)),
    other(['author_page'], () => papersOfAuthor(db, common.name, 0)),
    other(['export_month'], () => listings(db, { ...month, limit: EXPORTED })),
    other(['for_you'], () => papersForYou(db, reader.id, { today: LAST_DAY, limit: FEED_LENGTH })),
  ];
}
