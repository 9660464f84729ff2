/** Types of the data for recommendations: candidate papers and readers' interests. */
import type { Day } from '@/lib/calendar';
import type { TrendingWindow } from '@/lib/ranking/trending';

/** A paper of a recent edition, as read by one query per slot. */
export type Candidate = {
  id: string;
  source: string;
  title: string;
  abstract: string;
  /** All names, because a followed author may be the last. */
  authors: string[];
  authorCount: number;
  /** Slugs. */
  topics: string[];
  /** Votes in the order of editions; the two below are the separate counts. */
  votes: number;
  upvotes: number;
  upstreamVotes: number;
  listedOn: Day;
  /** Position, from 1, in the edition of `listedOn`. */
  editionRank: number | null;
  /** log2 of the forward-decayed mass (lib/ranking/trending.ts); null without a signal. */
  masses: Record<TrendingWindow, number | null>;
  codeUrl: string | null;
  withdrawn: boolean;
};

/** A reader's stated interests. Topics are slugs; words may be phrases. */
export type Interests = {
  topics: readonly string[];
  authors: readonly string[];
  wordsIn: readonly string[];
  wordsOut: readonly string[];
  onlyTrending: boolean;
};

/** The papers that one interest finds in a pool, by index, with the points that each gains. */
export type Match = { reason: string; points: number; places: readonly number[] };

/** The matches of one reader, and the papers that the reader has already marked. */
export type Personal = { matches: readonly Match[]; known: ReadonlySet<string> };

/** A recommended paper and its strongest reason. */
export type Choice = { paper: Candidate; reason: string };
