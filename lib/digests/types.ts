/** What choosing a digest works on: papers that may be in it, what a reader wants, what was chosen. */
import type { Day } from '@/lib/calendar';
import type { TrendingWindow } from '@/lib/ranking/trending';

/** A paper listed lately, as the slot's one query reads it. */
export type Candidate = {
  id: string;
  source: string;
  title: string;
  abstract: string;
  /** All names: a followed author may be the last. */
  authors: string[];
  authorCount: number;
  /** Slugs. */
  topics: string[];
  /** As editions count them; the two below are kept apart. */
  votes: number;
  upvotes: number;
  upstreamVotes: number;
  listedOn: Day;
  /** Its place, from 1, on the edition of `listedOn`. */
  editionRank: number | null;
  /** log2 of its forward-decayed mass (lib/ranking/trending.ts); null without a signal. */
  masses: Record<TrendingWindow, number | null>;
  codeUrl: string | null;
  withdrawn: boolean;
};

/** What a reader asked for; topics are slugs, words may be phrases. */
export type Interests = {
  topics: readonly string[];
  authors: readonly string[];
  wordsIn: readonly string[];
  wordsOut: readonly string[];
  onlyTrending: boolean;
  maxPapers: number;
};

/** Papers that are for one reader alone, and why: what they search for, what they liked. */
export type Personal = { reason: string; points: number; paperIds: readonly string[] };

/** A paper of a digest and the strongest true reason for it. */
export type Choice = { paper: Candidate; reason: string };
