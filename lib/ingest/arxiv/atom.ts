/** Parses responses of arXiv's query API, an Atom feed of papers. */
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { parseEach } from '../parse/answer';
import { boundPaper } from '../parse/bounds';
import { dayOf, instant, readArxivId, timeOfDay } from '../parse/fields';
import type { PaperRecord, Parsed } from '../types';
import { firstDoi, isWithdrawn } from './fields';
import { listOf, optionalText, readDocument, text } from './xml';

const category = z.looseObject({ '@term': z.string() }).transform((it) => it['@term']);

const feedSchema = z.object({
  feed: z.looseObject({
    title: optionalText,
    totalResults: optionalText,
    entry: listOf(z.unknown()),
  }),
});

const entrySchema = z.looseObject({
  id: text,
  title: text.pipe(z.string().min(1)),
  summary: optionalText,
  published: text.pipe(instant),
  updated: text.pipe(instant),
  author: listOf(z.looseObject({ name: text, affiliation: listOf(text) })),
  category: listOf(category),
  primary_category: category.optional(),
  doi: optionalText,
  comment: optionalText,
  journal_ref: optionalText,
});

/** arXiv's own reason for returning no papers. */
export class ArxivRefusal extends AppError {
  constructor(words: string) {
    super('upstream_unavailable', `arXiv refuses: ${words}.`);
    this.name = 'ArxivRefusal';
  }
}

/** An error of the API: a feed of one entry that links to a list of errors. */
const errorSchema = z.looseObject({
  id: text.pipe(z.string().includes('/api/errors')),
  summary: text,
});

/**
 * The papers of one page of results, and the total of the query. An unknown id is absent. Throws
 * AppError for an error of arXiv.
 */
export function parseAtom(body: string | Uint8Array): Parsed<PaperRecord> & { total: number } {
  const { feed } = readDocument(body, feedSchema, 'an Atom feed');
  const refusal = errorSchema.safeParse(feed.entry[0]);
  if (refusal.success) {
    throw new ArxivRefusal(refusal.data.summary);
  }
  const total = Number(feed.totalResults ?? feed.entry.length);
  return {
    ...parseEach(feed.entry, (raw, report) => boundPaper(parseEntry(raw), report), refOf),
    total,
  };
}

function parseEntry(raw: unknown): PaperRecord {
  const entry = entrySchema.parse(raw);
  const abstract = entry.summary ?? '';
  return {
    ...readArxivId(entry.id),
    source: 'arxiv',
    title: entry.title,
    abstract,
    authors: entry.author.map(({ name, affiliation }) =>
      affiliation.length > 0 ? { name, affiliation: affiliation.join('; ') } : { name },
    ),
    categories: entry.category,
    primaryCategory: entry.primary_category ?? entry.category[0] ?? null,
    publishedOn: dayOf(entry.published),
    publishedAt: timeOfDay(entry.published),
    updatedAt: entry.updated,
    withdrawn: isWithdrawn(entry.comment, abstract),
    doi: firstDoi(entry.doi),
    comment: entry.comment,
    journalRef: entry.journal_ref,
  };
}

function refOf(raw: unknown, index: number): string {
  const named = z.looseObject({ id: text }).safeParse(raw);
  return named.success ? named.data.id : `entry ${index + 1}`;
}
