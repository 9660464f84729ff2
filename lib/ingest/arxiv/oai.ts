/** Parses arXiv's OAI-PMH responses, metadata format `arXiv`. */
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { parseEach } from '../parse/answer';
import { boundPaper } from '../parse/bounds';
import { day, readArxivId } from '../parse/fields';
import type { AuthorRecord, PaperRecord, Parsed } from '../types';
import { firstDoi, isWithdrawn } from './fields';
import { listOf, optionalText, readDocument, text } from './xml';

export type Harvest = Parsed<PaperRecord> & {
  /** Ids of records that arXiv has deleted. */
  deleted: string[];
  /** Token of the next page; null at the end. */
  resumptionToken: string | null;
};

/** The harvest must start over, because tokens expire at midnight. */
export class StaleResumptionToken extends AppError {
  constructor(message: string) {
    super('upstream_unavailable', `arXiv no longer knows where the harvest stopped: ${message}`);
    this.name = 'StaleResumptionToken';
  }
}

const recordList = z.preprocess(
  (node) => node || {},
  z.looseObject({ record: listOf(z.unknown()), resumptionToken: optionalText }),
);
const documentSchema = z.object({
  'OAI-PMH': z.looseObject({
    error: listOf(z.looseObject({ '@code': z.string(), '#text': z.string().default('') })),
    ListRecords: recordList.optional(),
    GetRecord: recordList.optional(),
  }),
});

const headerSchema = z.looseObject({
  header: z.looseObject({ identifier: text, '@status': z.string().optional() }),
});
const authorSchema = z.looseObject({
  keyname: listOf(text),
  forenames: optionalText,
  suffix: optionalText,
  affiliation: listOf(text),
});
const recordSchema = z.looseObject({
  metadata: z.looseObject({
    arXiv: z.looseObject({
      id: text,
      created: text.pipe(day),
      updated: text.pipe(day).optional(),
      authors: z.preprocess((node) => node || {}, z.looseObject({ author: listOf(authorSchema) })),
      title: text.pipe(z.string().min(1)),
      categories: optionalText,
      comments: optionalText,
      'journal-ref': optionalText,
      doi: optionalText,
      abstract: optionalText,
    }),
  }),
});

/** Parses one page of a harvest. No matching record is an empty page, not an error. */
export function parseOai(body: string | Uint8Array): Harvest {
  const { 'OAI-PMH': answer } = readDocument(body, documentSchema, 'an OAI-PMH answer');
  const [error] = answer.error;
  if (error && error['@code'] !== 'noRecordsMatch') throw refusal(error['@code'], error['#text']);
  const list = answer.ListRecords ?? answer.GetRecord;
  if (!list && !error) throw new AppError('upstream_unavailable', 'arXiv sent no list of records.');
  const raws = list?.record ?? [];
  return {
    ...parseEach(
      raws.filter((raw) => !isDeleted(raw)),
      (raw, report) => boundPaper(parseRecord(raw), report),
      refOf,
    ),
    deleted: raws.filter(isDeleted).map(refOf),
    resumptionToken: list?.resumptionToken ?? null,
  };
}

function refusal(code: string, message: string): AppError {
  if (code === 'badResumptionToken') return new StaleResumptionToken(message);
  return new AppError('upstream_unavailable', `arXiv refuses: ${message || code}`);
}

function parseRecord(raw: unknown): PaperRecord {
  const { arXiv: paper } = recordSchema.parse(raw).metadata;
  const { id } = readArxivId(paper.id);
  const abstract = paper.abstract ?? '';
  const categories = paper.categories?.split(/\s+/) ?? [];
  return {
    id,
    version: null,
    source: 'arxiv',
    title: paper.title,
    abstract,
    authors: paper.authors.author.map(readAuthor).filter(hasLetters),
    categories,
    primaryCategory: categories[0] ?? null,
    publishedOn: firstPublishedOn(id, paper.created),
    publishedAt: null,
    updatedAt: new Date(paper.updated ?? paper.created),
    withdrawn: isWithdrawn(paper.comments, abstract),
    doi: firstDoi(paper.doi),
    comment: paper.comments,
    journalRef: paper['journal-ref'],
  };
}

function readAuthor(author: z.output<typeof authorSchema>): AuthorRecord {
  const name = [author.forenames, ...author.keyname, author.suffix].filter(Boolean).join(' ');
  const affiliation = author.affiliation.filter(Boolean).join('; ');
  return affiliation ? { name, affiliation } : { name };
}

/** Matches ":" as an author, which arXiv makes by splitting "The Collaborations: A. One". */
function hasLetters({ name }: AuthorRecord): boolean {
  return /\p{L}/u.test(name);
}

/**
 * Limits `created` to the month of the id: older responses have the first version's day there,
 * today's have the latest version's.
 */
function firstPublishedOn(id: string, created: string): string {
  const [, year, month] = /(\d{2})(\d{2})(?:\.\d+|\d{3})$/.exec(id) ?? [];
  const century = Number(year) >= 91 ? 1900 : 2000;
  const monthEnd = new Date(Date.UTC(century + Number(year), Number(month), 0));
  const lastDay = monthEnd.toISOString().slice(0, 10);
  return created < lastDay ? created : lastDay;
}

function isDeleted(raw: unknown): boolean {
  const record = headerSchema.safeParse(raw);
  return record.success && record.data.header['@status'] === 'deleted';
}

function refOf(raw: unknown, index = 0): string {
  const record = headerSchema.safeParse(raw);
  return record.success
    ? record.data.header.identifier.replace(/^oai:arXiv\.org:/i, '')
    : `record ${index + 1}`;
}
