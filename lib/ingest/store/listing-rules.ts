/** Derives signals for trending, and counts to store, from a listing on another site. */
import { toUtcDate } from '@/lib/calendar';
import type { PaperSignal } from '@/lib/ranking/commands';
import { gained, gainedAt } from '@/lib/ranking/upstream-gain';
import type { ListingRecord } from '../types';

/** The upstream counts of the last reading; null before the first. */
export type UpstreamCounts = {
  votes: number;
  comments: number;
  codeStars: number | null;
  readAt: Date;
  /** The greatest counts read so far. */
  mostVotes: number;
  mostCodeStars: number | null;
  /** Number of stars at the first reading. */
  firstCodeStars: number | null;
};

/**
 * Signals of a listing and of the gains since `known`, and the new counts. Ignores a reading older
 * than the known one, and a list without votes. Stars count from the first reading on, because
 * earlier fame isn't news.
 */
export function readListing(
  listing: ListingRecord,
  known: UpstreamCounts | null,
): { signals: PaperSignal[]; counts: UpstreamCounts | null } {
  const paperId = listing.paper.id;
  const listedAt = listing.submittedAt ?? toUtcDate(listing.listedOn);
  const signals: PaperSignal[] = [
    { paperId, kind: 'listing', key: listing.listedOn, amount: 1, at: listedAt },
  ];
  const codeStars = listing.paper.links?.codeStars ?? null;
  if (listing.upstreamVotes === null) return { signals, counts: known };
  if (known && listing.readAt <= known.readAt) return { signals, counts: known };

  const at = gainedAt({ listedAt, lastReadAt: known?.readAt ?? null, readAt: listing.readAt });
  const mostVotes = known?.mostVotes ?? 0;
  const votes = gained(mostVotes, listing.upstreamVotes);
  if (votes > 0) {
    const key = String(listing.upstreamVotes);
    signals.push({ paperId, kind: 'upstream_votes', key, amount: votes, at });
  }
  const firstCodeStars = known?.firstCodeStars ?? codeStars;
  const mostCodeStars = known?.mostCodeStars ?? codeStars;
  const stars = gained(mostCodeStars, codeStars);
  if (stars > 0) {
    const before = (mostCodeStars ?? 0) - (firstCodeStars ?? 0);
    signals.push({
      paperId,
      kind: 'code_stars',
      key: String(codeStars),
      amount: stars,
      before,
      at,
    });
  }
  const counts = {
    votes: listing.upstreamVotes,
    comments: listing.upstreamComments,
    codeStars: codeStars ?? known?.codeStars ?? null,
    readAt: listing.readAt,
    mostVotes: mostVotes + votes,
    mostCodeStars: mostCodeStars === null ? null : mostCodeStars + stars,
    firstCodeStars,
  };
  return { signals, counts };
}

/** Papers whose newest listing here (oldest reading first) is older than the stored reading. */
export function lateListings(
  inOrder: readonly ListingRecord[],
  known: ReadonlyMap<string, UpstreamCounts>,
): Set<string> {
  const newest = new Map(inOrder.map(({ paper, readAt }) => [paper.id, readAt]));
  return new Set(
    [...newest].filter(([id, readAt]) => readAt < (known.get(id)?.readAt ?? 0)).map(([id]) => id),
  );
}
