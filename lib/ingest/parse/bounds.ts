/** Limits the size of records to what the database can index. Pure. */
import {
  FIELD_NAMES,
  fieldOf,
  PAPER_FIELDS,
  type FieldName,
  type ListBound,
  type TextBound,
} from '@/lib/papers/fields';
import type { AuthorRecord, ListingRecord, PaperRecord } from '../types';

/** Receives a description of each shortened or dropped part. */
export type ReportCut = (what: string) => void;

const MAX_AUTHORS = 5_000;
const AUTHOR_NAME: TextBound = { kind: 'cut', name: 'author name', chars: 300 };
const AFFILIATION: TextBound = { kind: 'cut', name: 'affiliation', chars: 1_000 };
const HANDLE: TextBound = { kind: 'omit', name: 'handle', chars: 100 };

type Bounded = Omit<PaperRecord, 'publishedOn' | 'publishedAt' | 'updatedAt'>;

export function boundPaper<P extends Bounded>(paper: P, report: ReportCut): P {
  const { links, ai } = paper;
  const authors = { name: 'authors', items: MAX_AUTHORS };
  return {
    ...boundFields(paper, report),
    authors: cutList(paper.authors, authors, report).map((author) => boundAuthor(author, report)),
    ...(links && { links: boundFields(links, report) }),
    ...(ai && {
      ai: {
        summary: boundValue(ai.summary, PAPER_FIELDS.aiSummary.bound, report),
        keywords: boundValue(ai.keywords, PAPER_FIELDS.aiKeywords.bound, report),
      },
    }),
  };
}

function boundFields<T extends object>(values: T, report: ReportCut): T {
  const named = new Set<string>(FIELD_NAMES);
  const entries = Object.entries(values).map(([name, value]) => {
    const { bound } = named.has(name) ? fieldOf(name as FieldName) : {};
    return [name, bound ? boundValue(value, bound, report) : value];
  });
  return Object.fromEntries(entries) as T;
}

function boundValue<T>(value: T, bound: TextBound | ListBound, report: ReportCut): T {
  if (bound.kind !== 'list') return boundText(value as string | null, bound, report) as T;
  const kept = cutList(value as string[], bound, report);
  return kept.flatMap((each) => boundText(each, bound.each, report) ?? []) as T;
}

export function boundListing(listing: ListingRecord, report: ReportCut): ListingRecord {
  return {
    ...listing,
    submittedBy: boundText(listing.submittedBy, HANDLE, report),
    paper: boundPaper(listing.paper, report),
  };
}

function boundAuthor({ name, affiliation, handle }: AuthorRecord, report: ReportCut): AuthorRecord {
  const keptHandle = boundText(handle ?? null, HANDLE, report);
  return {
    name: cutText(name, AUTHOR_NAME, report),
    ...(affiliation && { affiliation: cutText(affiliation, AFFILIATION, report) }),
    ...(keptHandle && { handle: keptHandle }),
  };
}

function boundText(text: string | null, bound: TextBound, report: ReportCut): string | null {
  if (!text || text.length <= bound.chars) return text;
  if (bound.kind === 'cut') return cutText(text, bound, report);
  report(`${bound.name} of ${text.length} characters left out`);
  return null;
}

function cutText(text: string, { name, chars }: TextBound, report: ReportCut): string {
  if (text.length <= chars) return text;
  report(`${name} cut from ${text.length} to ${chars} characters`);
  // A character beyond the first 65,536 has two units, and half of one can't be stored.
  return `${text.slice(0, chars - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function cutList<T>(
  list: T[],
  { name, items }: Pick<ListBound, 'name' | 'items'>,
  report: ReportCut,
): T[] {
  if (list.length <= items) return list;
  report(`${name} cut from ${list.length} to ${items}`);
  return list.slice(0, items);
}
