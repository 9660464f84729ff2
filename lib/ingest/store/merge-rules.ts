/** Merges what sources state of a paper. Pure. */
import {
  FIELD_NAMES,
  fieldOf,
  pick,
  type AuthorFacts,
  type FieldName,
  type PaperFacts,
} from '@/lib/papers/fields';
import { cleanAuthorName, cleanTitle } from '@/lib/papers/text/clean';
import { findSource, sourceOfId } from '@/lib/sources/table';
import type { SamplePaper } from '../sample';
import type { PaperRecord, Rejected } from '../types';

/** The facts of a record, cleaned. Throws RangeError for a record without a title. */
export function factsOf(record: PaperRecord): PaperFacts {
  const source = sourceOfId(record.id);
  if (!source) throw new RangeError('has an id of no source');
  const { links, ai } = record;
  const stated: Record<string, unknown> = {
    ...record,
    ...links,
    aiSummary: ai?.summary,
    aiKeywords: ai?.keywords,
  };
  const facts = {
    ...pick(FIELD_NAMES, (name) => cleaned(name, stated[name], record.source)),
    source: source.id,
    abstractSource: record.source,
    withdrawn: record.withdrawn ?? false,
    authors: record.authors.map(authorFacts).filter(({ name }) => name !== ''),
  } as PaperFacts;
  if (!facts.title) throw new RangeError('has no title');
  return facts;
}

function cleaned(name: FieldName, value: unknown, source: string): unknown {
  const { clean, bound } = fieldOf(name);
  if (typeof value === 'string' && clean) return clean(value, source);
  return value ?? (bound?.kind === 'list' ? [] : null);
}

/** The facts of each paper; reports and skips a bad record, so that the others are stored. */
export function factsOfAll(records: readonly PaperRecord[]): {
  facts: Map<string, PaperFacts>;
  rejected: Rejected[];
} {
  const facts = new Map<string, PaperFacts>();
  const rejected: Rejected[] = [];
  for (const record of records) {
    try {
      const news = factsOf(record);
      const earlier = facts.get(record.id);
      facts.set(record.id, earlier ? mergeFacts(earlier, news) : news);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      rejected.push({ ref: record.id, reason: error.message });
    }
  }
  return { facts, rejected };
}

/** The facts of a paper of the sample edition, which every other source overrides. */
export function sampleFacts(paper: SamplePaper, listedOn: string): PaperFacts {
  const record: PaperRecord = {
    id: paper.id,
    source: 'huggingface',
    title: paper.title,
    abstract: paper.summary,
    authors: paper.authors.map((name) => ({ name })),
    categories: paper.categories,
    primaryCategory: paper.categories[0] ?? null,
    publishedOn: paper.publishedOn ?? listedOn,
  };
  return { ...factsOf(record), abstractSource: 'sample' };
}

/**
 * Merges a record with `news` into the facts, field by field as lib/papers/fields.ts states. The
 * source with more authority leads, and among equals the latest version. Merging the same news
 * twice changes nothing.
 */
export function mergeFacts(known: PaperFacts, news: PaperFacts): PaperFacts {
  const newsLeads = leads(news, known);
  const lead = newsLeads ? news : known;
  const other = newsLeads ? known : news;
  return {
    ...pick(FIELD_NAMES, (name) => {
      const { merge } = fieldOf(name);
      // Takes the other site's latest links, which it may change.
      if (merge === 'latest') return fuller(news[name], known[name]);
      return merge === 'remark' && isWhole(lead) ? lead[name] : fuller(lead[name], other[name]);
    }),
    source: known.source,
    abstractSource: lead.abstract || !other.abstract ? lead.abstractSource : other.abstractSource,
    authors: mergeAuthors(lead, other),
    ...firstPublication(lead, other),
  } as PaperFacts;
}

/**
 * Whether a null of this source means that the source removed the value. arXiv's query API and
 * harvest send all fields; an announcement, which has no time of change, leaves some out.
 */
function isWhole({ updatedAt }: PaperFacts): boolean {
  return updatedAt !== null;
}

/**
 * The earlier day, because listings, announcements and harvests are later than the submission. The
 * time of day comes from any source that agrees on the day: Hugging Face often gives only the day.
 */
function firstPublication(lead: PaperFacts, other: PaperFacts) {
  if (lead.publishedOn === other.publishedOn) {
    return { publishedOn: lead.publishedOn, publishedAt: lead.publishedAt ?? other.publishedAt };
  }
  const { publishedOn, publishedAt } = lead.publishedOn < other.publishedOn ? lead : other;
  return { publishedOn, publishedAt };
}

function leads(news: PaperFacts, known: PaperFacts): boolean {
  const [mine, theirs] = [authorityOf(news), authorityOf(known)];
  if (mine !== theirs) return mine > theirs;
  // Keeps a newer version when an older one arrives late.
  if (news.version !== null && known.version !== null && news.version !== known.version) {
    return news.version > known.version;
  }
  // OAI-PMH has no version, only the paper's last change; an announcement has neither.
  return (news.updatedAt?.getTime() ?? 0) >= (known.updatedAt?.getTime() ?? 0);
}

/** Versions and changes come from a paper's own source only, even where the abstract doesn't. */
function authorityOf({ source, abstractSource, version, updatedAt }: PaperFacts): number {
  const heardFrom = version === null && updatedAt === null ? abstractSource : source;
  return findSource(heardFrom)?.authority ?? 0;
}

/** Takes the leading source's list, and adds handles or affiliations of the other one by name. */
function mergeAuthors(lead: PaperFacts, other: PaperFacts): AuthorFacts[] {
  if (lead.authors.length === 0) return other.authors;
  const known = new Map(other.authors.map((author) => [author.name, author]));
  return lead.authors.map((author) => ({
    name: author.name,
    affiliation:
      author.affiliation ?? (isWhole(lead) ? null : (known.get(author.name)?.affiliation ?? null)),
    handle: author.handle ?? known.get(author.name)?.handle ?? null,
  }));
}

function authorFacts(author: PaperRecord['authors'][number]): AuthorFacts {
  return {
    name: cleanAuthorName(author.name),
    affiliation: author.affiliation ? cleanTitle(author.affiliation) : null,
    handle: author.handle ?? null,
  };
}

/** The first value, or the second where the first is absent or empty. */
function fuller<T>(first: T, second: T): T {
  const isEmpty = first === null || first === '' || (Array.isArray(first) && first.length === 0);
  return isEmpty ? second : first;
}
