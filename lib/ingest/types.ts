/** The records that parsers make: text as the source wrote it, ids canonical, days as days. */
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
