/** Types of the parsers' records: text as the source wrote it, ids canonical, days as days. */
import type { PaperFacts } from '@/lib/papers/fields';

export type AuthorRecord = { name: string; affiliation?: string; handle?: string };

/** Facts that a site adds to another source's papers. */
type PaperLinks = Pick<
  PaperFacts,
  | 'codeUrl'
  | 'codeStars'
  | 'projectUrl'
  | 'thumbnailUrl'
  | 'mediaUrls'
  | 'organization'
  | 'discussionId'
>;

/** A field is absent, null or empty where the source doesn't state it. */
export type PaperRecord = Partial<Omit<PaperFacts, 'authors' | keyof PaperLinks>> &
  Pick<PaperFacts, 'source' | 'title' | 'abstract' | 'publishedOn'> & {
    id: string;
    authors: AuthorRecord[];
    links?: PaperLinks;
    ai?: { summary: string | null; keywords: string[] };
  };

/** A paper in a day's list, with its votes on that site at `readAt`. */
export type ListingRecord = {
  paper: PaperRecord;
  listedOn: string;
  submittedBy: string | null;
  submittedAt: Date | null;
  /** Time at which the list published its entry. */
  publishedAt: Date | null;
  /** Null for lists without votes, such as arXiv's announcements. */
  upstreamVotes: number | null;
  upstreamComments: number;
  readAt: Date;
};

/** A paper in arXiv's daily announcement, which lacks the day of submission. */
export type AnnouncementRecord = {
  paper: Omit<PaperRecord, 'publishedOn' | 'publishedAt' | 'updatedAt'>;
  announceType: 'new' | 'cross' | 'replace' | 'replace-cross';
  announcedOn: string;
};

/** A rejected record, with the reason. */
export type Rejected = { ref: string; reason: string };

/** A record that was stored in part. */
export type Cut = { ref: string; reason: string };

export type Parsed<T> = { records: T[]; rejected: Rejected[]; cut: Cut[] };
