/** Decides, without a database, what a source's word on a paper changes in what we know of it. */
import { cleanAbstract, cleanAuthorName, cleanTitle } from '@/lib/papers/text/clean';
import { findSource, sourceOfId } from '@/lib/sources/table';
import type { SamplePaper } from './sample';
import type { PaperRecord, Rejected } from './types';

/** What we store of a paper from its sources; counters, masses and topics are derived elsewhere. */
export type PaperFacts = {
  source: string;
  title: string;
  abstract: string;
  abstractSource: string;
  authors: AuthorFacts[];
  categories: string[];
  primaryCategory: string | null;
  publishedOn: string;
  publishedAt: Date | null;
  updatedAt: Date | null;
  version: number | null;
  withdrawn: boolean;
  doi: string | null;
  comment: string | null;
  journalRef: string | null;
  codeUrl: string | null;
  codeStars: number | null;
  projectUrl: string | null;
  thumbnailUrl: string | null;
  mediaUrls: string[];
  organization: string | null;
  discussionId: string | null;
  aiSummary: string | null;
  aiKeywords: string[];
};
export type AuthorFacts = { name: string; affiliation: string | null; handle: string | null };

/** What the record says, cleaned. Throws RangeError where a paper can't be without what is missing. */
export function factsOf(record: PaperRecord): PaperFacts {
  const title = cleanTitle(record.title);
  if (!title) throw new RangeError('has no title');
  const source = sourceOfId(record.id);
  if (!source) throw new RangeError('has an id of no source');
  const { links, ai } = record;
  return {
    source: source.id,
    title,
    abstract: cleanAbstract(record.abstract, record.source),
    abstractSource: record.source,
    authors: record.authors.map(authorFacts).filter(({ name }) => name !== ''),
    categories: record.categories,
    primaryCategory: record.primaryCategory,
    publishedOn: record.publishedOn,
    publishedAt: record.publishedAt,
    updatedAt: record.updatedAt,
    version: record.version,
    withdrawn: record.withdrawn,
    doi: record.doi,
    comment: record.comment && cleanTitle(record.comment),
    journalRef: record.journalRef && cleanTitle(record.journalRef),
    codeUrl: links?.codeUrl ?? null,
    codeStars: links?.codeStars ?? null,
    projectUrl: links?.projectUrl ?? null,
    thumbnailUrl: links?.thumbnailUrl ?? null,
    mediaUrls: links?.mediaUrls ?? [],
    organization: links?.organization ?? null,
    discussionId: links?.discussionId ?? null,
    aiSummary: ai?.summary ? cleanAbstract(ai.summary, record.source) : null,
    aiKeywords: ai?.keywords ?? [],
  };
}

/** The facts of each paper; a bad record must not cost the others, so it is named and left out. */
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

/** What the sample edition says of a paper; it yields to every other source. */
export function sampleFacts(paper: SamplePaper, listedOn: string): PaperFacts {
  const record: PaperRecord = {
    id: paper.id,
    version: null,
    source: 'huggingface',
    title: paper.title,
    abstract: paper.summary,
    authors: paper.authors.map((name) => ({ name })),
    categories: paper.categories,
    primaryCategory: paper.categories[0] ?? null,
    publishedOn: paper.publishedOn ?? listedOn,
    publishedAt: null,
    updatedAt: null,
    withdrawn: false,
    doi: null,
    comment: null,
    journalRef: null,
  };
  return { ...factsOf(record), abstractSource: 'sample' };
}

/**
 * What we know after hearing `news`. The text comes from the source with more authority, of
 * the latest version; what only one source knows (links, categories) is kept when another
 * is silent. Merging the same news twice changes nothing.
 */
export function mergeFacts(known: PaperFacts, news: PaperFacts): PaperFacts {
  const newsLeads = leads(news, known);
  const lead = newsLeads ? news : known;
  const other = newsLeads ? known : news;
  return {
    source: known.source,
    title: lead.title,
    abstract: lead.abstract || other.abstract,
    abstractSource: lead.abstract || !other.abstract ? lead.abstractSource : other.abstractSource,
    authors: mergeAuthors(lead, other),
    categories: fuller(lead.categories, other.categories),
    primaryCategory: lead.primaryCategory ?? other.primaryCategory,
    ...firstPublication(lead, other),
    updatedAt: lead.updatedAt ?? other.updatedAt,
    version: lead.version ?? other.version,
    withdrawn: lead.withdrawn,
    ...remarksOf(lead, other),
    // Links are the other site's to tell, so the latest word on them counts.
    codeUrl: news.codeUrl ?? known.codeUrl,
    codeStars: news.codeStars ?? known.codeStars,
    projectUrl: news.projectUrl ?? known.projectUrl,
    thumbnailUrl: news.thumbnailUrl ?? known.thumbnailUrl,
    mediaUrls: fuller(news.mediaUrls, known.mediaUrls),
    organization: news.organization ?? known.organization,
    discussionId: news.discussionId ?? known.discussionId,
    aiSummary: news.aiSummary ?? known.aiSummary,
    aiKeywords: fuller(news.aiKeywords, known.aiKeywords),
  };
}

/**
 * What only arXiv tells. Its query API and harvest give all of it, so what they leave empty was
 * emptied there; an announcement, which has no time of change, leaves out what it doesn't cover.
 */
function remarksOf(lead: PaperFacts, other: PaperFacts) {
  const { doi, comment, journalRef } = lead;
  if (lead.updatedAt !== null) return { doi, comment, journalRef };
  return {
    doi: doi ?? other.doi,
    comment: comment ?? other.comment,
    journalRef: journalRef ?? other.journalRef,
  };
}

/**
 * The earlier day, since a listing, an announcement or a harvest gives a later one. The time of
 * day comes from any source that agrees on the day: Hugging Face often gives only the day.
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
  // An older version, told late, must not undo a newer one.
  if (news.version !== null && known.version !== null && news.version !== known.version) {
    return news.version > known.version;
  }
  // OAI-PMH tells no version, only when the paper last changed; an announcement not even that.
  return (news.updatedAt?.getTime() ?? 0) >= (known.updatedAt?.getTime() ?? 0);
}

/** Only a paper's own source has versions and changes, even where the abstract is another's. */
function authorityOf({ source, abstractSource, version, updatedAt }: PaperFacts): number {
  const heardFrom = version === null && updatedAt === null ? abstractSource : source;
  return findSource(heardFrom)?.authority ?? 0;
}

/** The leading source's list; a handle or affiliation that only the other has stays with its name. */
function mergeAuthors(lead: PaperFacts, other: PaperFacts): AuthorFacts[] {
  if (lead.authors.length === 0) return other.authors;
  const known = new Map(other.authors.map((author) => [author.name, author]));
  const isWhole = lead.updatedAt !== null;
  return lead.authors.map((author) => ({
    name: author.name,
    affiliation:
      author.affiliation ?? (isWhole ? null : (known.get(author.name)?.affiliation ?? null)),
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

function fuller(first: string[], second: string[]): string[] {
  return first.length > 0 ? first : second;
}
