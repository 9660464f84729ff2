/** Computes standing: a paper's value for all readers, before interests. Pure. */
import type { TrendingWindow } from '@/lib/ranking/trending';
import type { Candidate } from './types';

/**
 * Standing counts doublings below the best paper: the distance of a paper's mass from the greatest
 * mass, and log2 of its place in its edition, half each. Each is at most FURTHEST, so that interests
 * can be weighed against standing. All masses decay alike, so no clock is needed.
 */
const FURTHEST = 8;
/** A trending paper is in the top tenth of the pool by the week's mass ... */
const TRENDING_SHARE = 0.1;
/** ... and has enough votes, because a quiet week has a top tenth too. */
export const TRENDING_VOTES = 10;

export type Standing = { candidate: Candidate; standing: number; isTrending: boolean };

/** The candidates by standing, best first, each once, without withdrawn papers. */
export function byStanding(candidates: readonly Candidate[], window: TrendingWindow): Standing[] {
  const present = candidates.filter(({ withdrawn }) => !withdrawn);
  const greatest = Math.max(...present.map(({ masses }) => masses[window] ?? -Infinity));
  const trendingFrom = leastTrendingMass(present);
  const standings = present.map((candidate) => ({
    candidate,
    standing: standingOf(candidate, candidate.masses[window], greatest),
    isTrending: isTrending(candidate, trendingFrom),
  }));
  return distinct(standings.sort(compareStandings));
}

function standingOf(candidate: Candidate, mass: number | null, greatest: number): number {
  const behind = mass === null ? Infinity : greatest - mass;
  const place = candidate.editionRank === null ? Infinity : Math.log2(candidate.editionRank);
  return -(Math.min(FURTHEST, behind) + Math.min(FURTHEST, place)) / 2;
}

/** A total order, so that the order of the candidates makes no difference. */
function compareStandings(one: Standing, other: Standing): number {
  const [a, b] = [one.candidate, other.candidate];
  return (
    other.standing - one.standing ||
    (a.editionRank ?? Infinity) - (b.editionRank ?? Infinity) ||
    compareText(b.listedOn, a.listedOn) ||
    b.votes - a.votes ||
    compareText(a.id, b.id)
  );
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function distinct(standings: Standing[]): Standing[] {
  const ids = new Set<string>();
  return standings.filter(({ candidate: { id } }) => !ids.has(id) && ids.add(id));
}

/** The least mass of the top tenth; Infinity where no paper has a mass. */
function leastTrendingMass(candidates: readonly Candidate[]): number {
  const masses = candidates.map(({ masses: { week } }) => week ?? -Infinity).sort((a, b) => b - a);
  const least = masses[Math.ceil(masses.length * TRENDING_SHARE) - 1] ?? -Infinity;
  return least === -Infinity ? Infinity : least;
}

function isTrending({ masses, votes }: Candidate, from: number): boolean {
  return masses.week !== null && masses.week >= from && votes >= TRENDING_VOTES;
}
