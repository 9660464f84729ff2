/** Operations compatible with Hugging Face's clients and parameters. */
import { z } from 'zod';
import { paddedKey, parsePeriod, PERIODS, type Period, type PeriodKind } from '@/lib/calendar';
import { listings } from '@/lib/editions/listing-queries';
import { today } from '@/lib/editions/today';
import { publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { MAX_QUERY_CHARS, readQuery } from '@/lib/search/query/query-parser';
import { policyOf } from '@/lib/site/tags';
import { words } from '@/lib/words';
import { readCursor, writeCursor } from '../cursor';
import { operation, type Operation } from '../operation';
import { dailyPaperJson, paperJson, wholePaperJson } from '../paper-json';
import { paperParams, wholeNumber } from '../parameters';
import { getApiPaper, paperIdsAfter, papersOfIds, papersOfListings, searchIds } from '../queries';
import { dailyPaperShape, paperShape, wholePaperShape } from '../shapes';

const TAG = 'Papers';
const MAX_LISTED = 100;
const MAX_FOUND = 120;
/** Postgres reads every page before a deep one. */
const MAX_PAGE = 100;

/** A day, week or month in a query; like Hugging Face, accepts single digits. */
function period(kind: PeriodKind, pattern: RegExp, example: string) {
  return z
    .string()
    .regex(pattern, words.validation.period(kind, example))
    .transform(paddedKey)
    .refine((key) => parsePeriod(kind, key) !== null, words.validation.noPeriod(kind))
    .optional()
    .meta({ description: `A ${kind}, such as ${example}.`, examples: [example] });
}

const PARAMETER = { day: 'date', week: 'week', month: 'month' } as const;

export const paperOperations: readonly Operation[] = [
  operation({
    id: 'dailyPapers',
    method: 'get',
    path: '/api/daily_papers',
    tag: TAG,
    summary: 'List the papers of a day, week or month',
    description:
      'In the order of the edition. Without a period: all listings, newest days first. `Link` has the next page.',
    query: z
      .object({
        date: period('day', /^\d{4}-\d\d?-\d\d?$/, '2025-03-14'),
        week: period('week', /^\d{4}-W\d\d?$/i, '2025-W11'),
        month: period('month', /^\d{4}-\d\d?$/, '2025-03'),
        p: wholeNumber(0, MAX_PAGE).default(0).meta({ description: 'Page, from 0.' }),
        limit: wholeNumber(1, MAX_LISTED).default(50).meta({ description: 'Papers per page.' }),
        sort: z.enum(['publishedAt', 'trending']).default('publishedAt'),
        submitter: z
          .string()
          .min(1)
          .max(100)
          .optional()
          .meta({ description: 'Only papers that this user listed.' }),
      })
      .refine(
        ({ date, week, month }) => [date, week, month].filter(Boolean).length < 2,
        words.validation.onePeriod,
      ),
    answer: z.array(dailyPaperShape),
    async handle({ query, db }) {
      const period = periodOfQuery(query);
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
        next: found.hasNext ? { p: String(query.p + 1) } : null,
      };
    },
  }),
  operation({
    id: 'papers',
    method: 'get',
    path: '/api/papers',
    tag: TAG,
    summary: 'List all papers, newest first',
    description: 'Follow `Link: rel="next"`. Its `cursor` stays valid when papers are added.',
    query: z.object({
      cursor: z
        .string()
        .max(200)
        .transform((text, context) => {
          const cursor = readCursor(text);
          if (!cursor) context.addIssue(words.validation.cursor);
          return cursor ?? undefined;
        })
        .optional()
        .meta({ description: 'From the `Link` header.' }),
      limit: wholeNumber(1, MAX_LISTED).default(50),
    }),
    answer: z.array(paperShape),
    async handle({ query: { cursor, limit }, db }) {
      const { ids, last } = await paperIdsAfter(db, cursor, limit);
      const found = await papersOfIds(db, ids);
      return {
        body: found.map(({ paper, listing }) => paperJson(paper, listing, publicUrl)),
        cache: policyOf.anyPaper(ids),
        next: last && { cursor: writeCursor(last) },
      };
    },
  }),
  operation({
    id: 'searchPapers',
    method: 'get',
    path: '/api/papers/search',
    tag: TAG,
    summary: 'Search papers, best match first',
    query: z.object({
      q: z
        .string()
        .max(MAX_QUERY_CHARS, words.validation.longest(MAX_QUERY_CHARS))
        .transform(readQuery)
        .pipe(z.string().min(1, words.validation.hasWord))
        .meta({ description: 'Words or authors, "phrases", -excluded.', examples: ['diffusion'] }),
      limit: wholeNumber(1, MAX_FOUND).default(MAX_FOUND),
    }),
    answer: z.array(dailyPaperShape),
    async handle({ query: { q, limit }, db }) {
      const found = await papersOfIds(db, await searchIds(db, q, limit));
      return {
        body: found.map(({ paper, listing }) => dailyPaperJson(paper, listing, publicUrl)),
        cache: policyOf.anyPaper(found.map(({ paper }) => paper.id)),
      };
    },
  }),
  operation({
    id: 'paper',
    method: 'get',
    path: '/api/papers/{+id}',
    tag: TAG,
    summary: 'Get a paper',
    params: paperParams,
    answer: wholePaperShape,
    failures: { 404: 'The paper doesn’t exist.' },
    async handle({ params: { id }, db }) {
      const { paper, listing } = await getApiPaper(db, id);
      return { body: wholePaperJson(paper, listing, publicUrl), cache: policyOf.paper(id) };
    },
  }),
];

type DailyQuery = {
  date?: string;
  week?: string;
  month?: string;
  sort: string;
  submitter?: string;
};

function periodOfQuery(query: DailyQuery): Period | null {
  for (const kind of PERIODS) {
    const key = query[PARAMETER[kind]];
    const period = key === undefined ? null : parsePeriod(kind, key);
    if (!key || !period) continue;
    if (period.firstDay > today()) {
      throw new AppError('bad_request', words.refusals.futurePeriod(PARAMETER[kind], key));
    }
    return period;
  }
  return null;
}

/** A change of a ranking or an edition purges the lists that may contain the paper. */
function cacheOf(period: Period | null, { sort, submitter }: DailyQuery) {
  if (sort === 'trending') return policyOf.trending;
  if (submitter !== undefined || !period) return policyOf.latest;
  return policyOf.period(period, today());
}
