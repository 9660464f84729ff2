/** Valid papers, listings and sources' records; a test names only relevant fields. */
import type { ListingRecord, PaperRecord } from '@/lib/ingest/types';

/** Hugging Face's record of a paper. */
export function paperRecord(overrides: Partial<PaperRecord> = {}): PaperRecord {
  return {
    id: '2503.99001',
    version: null,
    source: 'huggingface',
    title: 'Weighing Fog',
    abstract: 'Fog is mostly absence.',
    authors: [{ name: 'Hana Ito' }],
    categories: [],
    primaryCategory: null,
    publishedOn: '2025-03-14',
    publishedAt: null,
    updatedAt: null,
    withdrawn: false,
    doi: null,
    comment: null,
    journalRef: null,
    ...overrides,
  };
}

/** arXiv's record of the same paper. */
export function arxivRecord(overrides: Partial<PaperRecord> = {}): PaperRecord {
  return paperRecord({
    source: 'arxiv',
    version: 1,
    categories: ['cs.CV'],
    primaryCategory: 'cs.CV',
    updatedAt: new Date('2025-03-14T09:00:00Z'),
    ...overrides,
  });
}

type ListingFacts = Partial<Omit<ListingRecord, 'paper'>> & {
  id?: string;
  paper?: Partial<PaperRecord>;
  codeStars?: number | null;
};

/** A paper on a day's list, read at noon of that day. */
export function listing({ id, paper, codeStars, ...overrides }: ListingFacts = {}): ListingRecord {
  const listedOn = overrides.listedOn ?? '2025-03-17';
  return {
    listedOn,
    submittedBy: null,
    submittedAt: null,
    publishedAt: null,
    upstreamVotes: 0,
    upstreamComments: 0,
    readAt: new Date(`${listedOn}T12:00:00Z`),
    paper: paperRecord({
      ...(id && { id }),
      ...(codeStars !== undefined && { links: links({ codeStars }) }),
      ...paper,
    }),
    ...overrides,
  };
}

export function links(overrides: Partial<NonNullable<PaperRecord['links']>> = {}) {
  return {
    codeUrl: null,
    codeStars: null,
    projectUrl: null,
    thumbnailUrl: null,
    mediaUrls: [],
    organization: null,
    discussionId: null,
    ...overrides,
  };
}

type DailyFacts = {
  id?: string;
  title?: string;
  upvotes?: number;
  numComments?: number;
  submittedBy?: string;
  submittedOnDailyAt?: string;
  paper?: Record<string, unknown>;
};

/** An entry of Hugging Face's daily papers. */
export function dailyEntry({ numComments = 0, submittedBy, paper, ...overrides }: DailyFacts = {}) {
  return {
    paper: {
      id: '2503.99001',
      title: 'Weighing Fog',
      summary: 'Fog is mostly absence.',
      publishedAt: '2025-03-14T10:00:00.000Z',
      upvotes: 1,
      authors: [{ name: 'Hana Ito', hidden: false }],
      ...overrides,
      ...paper,
    },
    publishedAt: '2025-03-14T06:00:00.000Z',
    numComments,
    ...(submittedBy && { submittedBy: { name: submittedBy } }),
  };
}

type AtomFacts = {
  id?: string;
  version?: number;
  title?: string;
  summary?: string;
  category?: string;
  comment?: string;
  published?: string;
  updated?: string;
};

/** An entry of arXiv's query API. */
export function atomEntry(overrides: AtomFacts = {}): string {
  const { id = '2503.99001', version = 1, category = 'cs.CV', comment } = overrides;
  const published = overrides.published ?? '2025-03-14T10:00:00Z';
  return `<entry>
    <id>http://arxiv.org/abs/${id}v${version}</id>
    <title>${overrides.title ?? 'Weighing Fog'}</title>
    <published>${published}</published>
    <updated>${overrides.updated ?? published}</updated>
    <summary>${overrides.summary ?? 'Fog is mostly $\\emptyset$.'}</summary>
    <author><name>Hana Ito</name></author>
    <category term="${category}"/>
    <arxiv:primary_category term="${category}"/>
    ${comment ? `<arxiv:comment>${comment}</arxiv:comment>` : ''}
  </entry>`;
}

/** A line of the archive. */
export function archiveRow(overrides: Record<string, unknown> = {}): string {
  return JSON.stringify({
    feed_date: '2025-03-17',
    id: '2503.99001',
    title: 'Weighing Fog',
    summary: 'Fog is mostly absence.',
    authors: [{ name: 'Hana Ito' }],
    paper_publishedAt: '2025-03-14T10:00:00.000Z',
    upvotes: 3,
    captured_at: '2025-03-17T12:00:00Z',
    ...overrides,
  });
}
