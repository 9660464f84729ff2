/** The operations that Hugging Face's clients know, with its parameters. */
import { z } from 'zod';
import { paddedKey, parsePeriod, type PeriodKind } from '@/lib/calendar';
import { operation, wholeNumber } from '@/lib/http/operation';
import { parsePaperId } from '@/lib/papers/ids';
import { MAX_QUERY_CHARS, readQuery } from '@/lib/search/query/query-parser';
import { readCursor } from '../cursor';
import { dailyPaperShape, paperShape, wholePaperShape } from '../shapes';

const TAG = 'Papers';
const MAX_LISTED = 100;
const MAX_FOUND = 120;
/** Deeper pages read all before them, and nobody reads those. */
const MAX_PAGE = 100;

/** A day, week or month in a query; like Hugging Face, without insisting on two digits. */
function period(kind: PeriodKind, pattern: RegExp, example: string) {
  return z
    .string()
    .regex(pattern, `must be a ${kind} such as ${example}`)
    .transform(paddedKey)
    .refine((key) => parsePeriod(kind, key) !== null, `is no ${kind}`)
    .optional()
    .meta({ description: `A ${kind}, such as ${example}.`, examples: [example] });
}

export const paperIdParam = z
  .string()
  .max(100)
  .transform((text, context) => {
    const parsed = parsePaperId(text);
    if (!parsed) context.addIssue('is no paper’s id');
    return parsed?.id ?? '';
  })
  .meta({
    description:
      'An arXiv id in any spelling (2503.12345, cs/0112017), or x-… for a paper without.',
    examples: ['2503.12345'],
  });

export const dailyPapers = operation({
  id: 'dailyPapers',
  method: 'get',
  path: '/api/daily_papers',
  tag: TAG,
  summary: 'Papers of a day, week or month',
  description:
    'In the edition’s own order. Without a period: all listings, newest days first. `Link` leads to the next page.',
  query: z
    .object({
      date: period('day', /^\d{4}-\d\d?-\d\d?$/, '2025-03-14'),
      week: period('week', /^\d{4}-W\d\d?$/i, '2025-W11'),
      month: period('month', /^\d{4}-\d\d?$/, '2025-03'),
      p: wholeNumber(0, MAX_PAGE).default(0).meta({ description: 'Page, from 0.' }),
      limit: wholeNumber(1, MAX_LISTED).default(50).meta({ description: 'Papers a page.' }),
      sort: z.enum(['publishedAt', 'trending']).default('publishedAt'),
      submitter: z
        .string()
        .min(1)
        .max(100)
        .optional()
        .meta({ description: 'Only what this reader listed.' }),
    })
    .refine(
      ({ date, week, month }) => [date, week, month].filter(Boolean).length < 2,
      'Ask for a date, a week or a month, one of them',
    ),
  answer: z.array(dailyPaperShape),
});

export const papers = operation({
  id: 'papers',
  method: 'get',
  path: '/api/papers',
  tag: TAG,
  summary: 'All papers, latest published first',
  description: 'Follow `Link: rel="next"`, whose `cursor` stays good as papers come in.',
  query: z.object({
    cursor: z
      .string()
      .max(200)
      .transform((text, context) => {
        const cursor = readCursor(text);
        if (!cursor) context.addIssue('is no cursor of ours');
        return cursor ?? undefined;
      })
      .optional()
      .meta({ description: 'From the link to the next page.' }),
    limit: wholeNumber(1, MAX_LISTED).default(50),
  }),
  answer: z.array(paperShape),
});

export const paper = operation({
  id: 'paper',
  method: 'get',
  path: '/api/papers/{id}',
  tag: TAG,
  summary: 'One paper',
  params: z.object({ id: paperIdParam }),
  answer: wholePaperShape,
  failures: { 404: 'Broadsheet has no such paper.' },
});

export const searchOperation = operation({
  id: 'searchPapers',
  method: 'get',
  path: '/api/papers/search',
  tag: TAG,
  summary: 'Papers that match words, best first',
  query: z.object({
    q: z
      .string()
      .max(MAX_QUERY_CHARS, `must have at most ${MAX_QUERY_CHARS} characters`)
      .transform(readQuery)
      .pipe(z.string().min(1, 'must hold a word'))
      .meta({ description: 'Words, "phrases", -without. Authors too.', examples: ['diffusion'] }),
    limit: wholeNumber(1, MAX_FOUND).default(MAX_FOUND),
  }),
  answer: z.array(dailyPaperShape),
});
