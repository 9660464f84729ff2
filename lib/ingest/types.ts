/** What every source is parsed into: text as the source wrote it, ids canonical, days as days. */

export type AuthorRecord = { name: string; affiliation?: string; handle?: string };

type PaperLinks = {
  codeUrl: string | null;
  codeStars: number | null;
  projectUrl: string | null;
  thumbnailUrl: string | null;
  mediaUrls: string[];
  organization: string | null;
  discussionId: string | null;
};

export type PaperRecord = {
  id: string;
  /** Null where the source doesn't tell which version it describes. */
  version: number | null;
  /** The source that the record comes from, whichever the id belongs to. */
  source: string;
  title: string;
  abstract: string;
  authors: AuthorRecord[];
  categories: string[];
  primaryCategory: string | null;
  /** YYYY-MM-DD. */
  publishedOn: string;
  /** The instant on that day; null where the source gives only the day. */
  publishedAt: Date | null;
  updatedAt: Date | null;
  withdrawn: boolean;
  doi: string | null;
  comment: string | null;
  journalRef: string | null;
  links?: PaperLinks;
  ai?: { summary: string | null; keywords: string[] };
};

/** A paper on a day's list, with the votes that the list's own site had for it at `readAt`. */
export type ListingRecord = {
  paper: PaperRecord;
  listedOn: string;
  submittedBy: string | null;
  submittedAt: Date | null;
  /** When the list published its entry, as the list states it. */
  publishedAt: Date | null;
  /** Null where the list counts none, as arXiv's announcements don't. */
  upstreamVotes: number | null;
  upstreamComments: number;
  readAt: Date;
};

/** A paper in arXiv's daily announcement, which doesn't tell when it was submitted. */
export type AnnouncementRecord = {
  paper: Omit<PaperRecord, 'publishedOn' | 'publishedAt' | 'updatedAt'>;
  announceType: 'new' | 'cross' | 'replace' | 'replace-cross';
  announcedOn: string;
};

/** A record that was left out, and why. */
export type Rejected = { ref: string; reason: string };

/** A record that was kept, but not whole. */
export type Cut = { ref: string; reason: string };

export type Parsed<T> = { records: T[]; rejected: Rejected[]; cut: Cut[] };
