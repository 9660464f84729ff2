/** Bounds what a source may send for each field, so that no record is larger than the database can index: pure. */
import type { AuthorRecord, ListingRecord, PaperRecord } from './types';

/** Receives what was shortened or left out, in words. */
export type ReportCut = (what: string) => void;

/** Longer texts are cut; the longest real ones have a fifth of these lengths. */
const TEXT = {
  title: 1_000,
  abstract: 20_000,
  comment: 2_000,
  'journal reference': 1_000,
  'author name': 300,
  affiliation: 1_000,
  organization: 300,
  summary: 5_000,
  keyword: 100,
} as const;
/** Longer lists lose their end. */
const LIST = { authors: 5_000, categories: 50, keywords: 50, 'media links': 20 } as const;
/** Half of an address or a name names something else, so longer ones are left out. */
const WHOLE = { handle: 100, category: 50, DOI: 300, link: 2_000, 'discussion id': 100 } as const;

type Bounded = Omit<PaperRecord, 'publishedOn' | 'publishedAt' | 'updatedAt'>;

export function boundPaper<P extends Bounded>(paper: P, report: ReportCut): P {
  const { links, ai } = paper;
  return {
    ...paper,
    title: cutText(paper.title, 'title', report),
    abstract: cutText(paper.abstract, 'abstract', report),
    authors: cutList(paper.authors, 'authors', report).map((author) => boundAuthor(author, report)),
    categories: cutList(paper.categories, 'categories', report).filter((category) =>
      keepWhole(category, 'category', report),
    ),
    primaryCategory: keepWhole(paper.primaryCategory, 'category', report),
    doi: keepWhole(paper.doi, 'DOI', report),
    comment: cutOptional(paper.comment, 'comment', report),
    journalRef: cutOptional(paper.journalRef, 'journal reference', report),
    ...(links && { links: boundLinks(links, report) }),
    ...(ai && {
      ai: {
        summary: cutOptional(ai.summary, 'summary', report),
        keywords: cutList(ai.keywords, 'keywords', report).map((word) =>
          cutText(word, 'keyword', report),
        ),
      },
    }),
  };
}

export function boundListing(listing: ListingRecord, report: ReportCut): ListingRecord {
  return {
    ...listing,
    submittedBy: keepWhole(listing.submittedBy, 'handle', report),
    paper: boundPaper(listing.paper, report),
  };
}

function boundAuthor({ name, affiliation, handle }: AuthorRecord, report: ReportCut): AuthorRecord {
  const kept = keepWhole(handle ?? null, 'handle', report);
  return {
    name: cutText(name, 'author name', report),
    ...(affiliation && { affiliation: cutText(affiliation, 'affiliation', report) }),
    ...(kept && { handle: kept }),
  };
}

function boundLinks(
  links: NonNullable<PaperRecord['links']>,
  report: ReportCut,
): NonNullable<PaperRecord['links']> {
  return {
    ...links,
    codeUrl: keepWhole(links.codeUrl, 'link', report),
    projectUrl: keepWhole(links.projectUrl, 'link', report),
    thumbnailUrl: keepWhole(links.thumbnailUrl, 'link', report),
    mediaUrls: cutList(links.mediaUrls, 'media links', report).filter((link) =>
      keepWhole(link, 'link', report),
    ),
    organization: cutOptional(links.organization, 'organization', report),
    discussionId: keepWhole(links.discussionId, 'discussion id', report),
  };
}

function cutText(text: string, field: keyof typeof TEXT, report: ReportCut): string {
  const limit = TEXT[field];
  if (text.length <= limit) return text;
  report(`${field} cut from ${text.length} to ${limit} characters`);
  // A character beyond the first 65,536 is two units long, and half of one can't be stored.
  return `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function cutOptional(
  text: string | null,
  field: keyof typeof TEXT,
  report: ReportCut,
): string | null {
  return text === null ? null : cutText(text, field, report);
}

function cutList<T>(list: T[], field: keyof typeof LIST, report: ReportCut): T[] {
  const limit = LIST[field];
  if (list.length <= limit) return list;
  report(`${field} cut from ${list.length} to ${limit}`);
  return list.slice(0, limit);
}

function keepWhole(
  text: string | null,
  field: keyof typeof WHOLE,
  report: ReportCut,
): string | null {
  if (text === null || text.length <= WHOLE[field]) return text;
  report(`${field} of ${text.length} characters left out`);
  return null;
}
