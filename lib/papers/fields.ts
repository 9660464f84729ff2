/**
 * Lists the columns of Paper that sources fill, one row each. Ingest reads, limits, cleans, merges
 * and writes by this table, and the API publishes by it. Pure.
 */
import { z } from 'zod';
import type { Paper, PaperAuthor } from '@/lib/db/generated/client';
import { words } from '@/lib/words';
import { cleanAbstract, cleanTitle } from './text/clean';

/** `cut` shortens a text; `omit` drops it, because half of an address is another address. */
export type TextBound = { kind: 'cut' | 'omit'; name: string; chars: number };
/** A longer list is cut at the end. */
export type ListBound = { kind: 'list'; name: string; items: number; each: TextBound };

type Field = {
  /** Limits a source's values to what the database can index. */
  bound?: TextBound | ListBound;
  clean?: (text: string, source: string) => string;
  /**
   * Merge rule: the leading source's value, or the other's where that is missing; `latest`, the
   * newest record's; `remark`, the leading source's even if missing, if it sends whole records;
   * `rule`, by a rule of its own in lib/ingest/store/merge-rules.ts.
   */
  merge: 'lead' | 'latest' | 'remark' | 'rule';
  /** The field's form in the API, which publishes it under `broadsheet`. */
  json?: z.ZodType;
};

const cut = (name: string, chars: number): TextBound => ({ kind: 'cut', name, chars });
const omit = (name: string, chars: number): TextBound => ({ kind: 'omit', name, chars });
const list = (name: string, items: number, each: TextBound): ListBound => ({
  kind: 'list',
  name,
  items,
  each,
});

const text = z.string().nullable();
const link = omit('link', 2_000);

/** Five times the longest real texts. */
export const PAPER_FIELDS = {
  source: { merge: 'rule' },
  title: { bound: cut('title', 1_000), clean: cleanTitle, merge: 'lead' },
  abstract: { bound: cut('abstract', 20_000), clean: cleanAbstract, merge: 'rule' },
  categories: {
    bound: list('categories', 50, omit('category', 50)),
    merge: 'lead',
    json: z.array(z.string()),
  },
  primaryCategory: { bound: omit('category', 50), merge: 'lead' },
  publishedOn: { merge: 'rule' },
  publishedAt: { merge: 'rule' },
  updatedAt: { merge: 'lead' },
  version: { merge: 'lead', json: z.int().nullable() },
  withdrawn: { merge: 'lead', json: z.boolean() },
  doi: { bound: omit('DOI', 300), merge: 'remark', json: text },
  comment: { bound: cut('comment', 2_000), clean: cleanTitle, merge: 'remark' },
  journalRef: {
    bound: cut('journal reference', 1_000),
    clean: cleanTitle,
    merge: 'remark',
    json: text,
  },
  abstractSource: {
    merge: 'rule',
    json: z.string().meta({ description: words.sources.abstractSource }),
  },
  codeUrl: { bound: link, merge: 'latest' },
  codeStars: { merge: 'latest' },
  projectUrl: { bound: link, merge: 'latest' },
  thumbnailUrl: { bound: link, merge: 'latest' },
  mediaUrls: { bound: list('media links', 20, link), merge: 'latest' },
  organization: { bound: cut('organization', 300), merge: 'latest' },
  discussionId: { bound: omit('discussion id', 100), merge: 'latest' },
  aiSummary: { bound: cut('summary', 5_000), clean: cleanAbstract, merge: 'latest' },
  aiKeywords: { bound: list('keywords', 50, cut('keyword', 100)), merge: 'latest' },
} as const satisfies Partial<Record<keyof Paper, Field>>;

export type FieldName = keyof typeof PAPER_FIELDS;

export const FIELD_NAMES = Object.keys(PAPER_FIELDS) as FieldName[];

export function fieldOf(name: FieldName): Field {
  return PAPER_FIELDS[name];
}

type PublishedName = {
  [Name in FieldName]: (typeof PAPER_FIELDS)[Name] extends { json: z.ZodType } ? Name : never;
}[FieldName];

const PUBLISHED_NAMES = FIELD_NAMES.filter(
  (name): name is PublishedName => 'json' in fieldOf(name),
);

/** The fields that the API publishes, as parts of a schema. */
export const PUBLISHED_SHAPE = pick(PUBLISHED_NAMES, (name) => PAPER_FIELDS[name].json) as {
  [Name in PublishedName]: (typeof PAPER_FIELDS)[Name]['json'];
};

/** The published fields of one paper. */
export function publishedOf(paper: Pick<Paper, PublishedName>): Pick<Paper, PublishedName> {
  return pick(PUBLISHED_NAMES, (name) => paper[name]) as Pick<Paper, PublishedName>;
}

/** An object with these keys. */
export function pick<Name extends string>(
  names: readonly Name[],
  valueOf: (name: Name) => unknown,
): Record<Name, unknown> {
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<Name, unknown>;
}

export type AuthorFacts = Pick<PaperAuthor, 'name' | 'affiliation' | 'handle'>;

/** Facts from sources. Counters, masses and topics are derived elsewhere. */
export type PaperFacts = Omit<Pick<Paper, FieldName>, 'publishedOn'> & {
  /** YYYY-MM-DD. */
  publishedOn: string;
  authors: AuthorFacts[];
};
