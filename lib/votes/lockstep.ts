/**
 * Detects accounts that vote in lockstep: for the same papers, at about the same time, repeatedly.
 * Comparing all pairs of accounts would be quadratic. Hashes each account's votes and times to a
 * few short signatures (MinHash, Broder 1997), and compares only accounts with a common signature.
 */
import { RING } from './weight';
import { words } from '@/lib/words';

const MINUTE_MS = 60_000;

/** Votes for a paper within this time are at about the same time. */
export const TOGETHER_MINUTES = 15;
/** Votes in common from which accounts are in lockstep, */
export const TOGETHER_PAPERS = 4;
/** as at least this share of the votes of either account. */
export const TOGETHER_SHARE = 0.5;
/** Fewer accounts than this may be friends. */
export const LOCKSTEP_SIZE = RING;
/** Age of the oldest votes to compare. */
export const LOCKSTEP_DAYS = 30;

export type CastVote = { userId: string; paperId: string; at: Date };
/** Votes in lockstep for a paper, with their number: all of them together count as one. */
export type LockstepVotes = { paperId: string; userIds: string[] };

/** Bands of two hashes: accounts that share a third of their votes then share a band. */
const BANDS = 24;
const HASHES_A_BAND = 2;
/** Limits comparisons in a band of unlike accounts. */
const MOST_COMPARED = 20;
const SLOT_MS = 2 * TOGETHER_MINUTES * MINUTE_MS;

type Ballots = Map<string, Map<string, number>>;

/** Factor of each vote in lockstep: the accounts together have one vote. */
export function lockstepFactor(together: number): number {
  return 1 / together;
}

export function lockstepDetail(together: number): string {
  return words.votes.lockstep(together, TOGETHER_MINUTES);
}

/** Finds the votes that were cast in lockstep, by paper. */
export function votesInLockstep(votes: readonly CastVote[]): LockstepVotes[] {
  const ballots = ballotsOf(votes);
  return lockstepSets(ballots).flatMap((members) => jointVotes(members, ballots));
}

function ballotsOf(votes: readonly CastVote[]): Ballots {
  const ballots: Ballots = new Map();
  for (const { userId, paperId, at } of votes) {
    const ballot = ballots.get(userId) ?? new Map<string, number>();
    ballots.set(userId, ballot.set(paperId, at.getTime()));
  }
  return ballots;
}

function lockstepSets(ballots: Ballots): string[][] {
  const sets = new DisjointSets();
  const firstOfBand = new Map<string, string[]>();
  for (const [userId, ballot] of ballots) {
    if (ballot.size < TOGETHER_PAPERS) continue;
    for (const band of bandsOf(ballot)) {
      const others = firstOfBand.get(band) ?? [];
      const partner = others.find((other) => voteAsOne(ballots.get(other), ballot));
      if (partner !== undefined) sets.join(partner, userId);
      else if (others.length < MOST_COMPARED) firstOfBand.set(band, [...others, userId]);
    }
  }
  return sets.all().filter((members) => members.length >= LOCKSTEP_SIZE);
}

function voteAsOne(one: ReadonlyMap<string, number> | undefined, other: Map<string, number>) {
  if (!one) return false;
  let together = 0;
  for (const [paperId, at] of one) {
    const otherAt = other.get(paperId);
    if (otherAt !== undefined && areTogether(at, otherAt)) together += 1;
  }
  return together >= TOGETHER_PAPERS && together >= TOGETHER_SHARE * Math.max(one.size, other.size);
}

function areTogether(oneMs: number, otherMs: number): boolean {
  return Math.abs(oneMs - otherMs) <= TOGETHER_MINUTES * MINUTE_MS;
}

/** Papers that enough of a set voted for at about the same time, with those voters. */
function jointVotes(members: readonly string[], ballots: Ballots): LockstepVotes[] {
  const byPaper = new Map<string, { userId: string; at: number }[]>();
  for (const userId of members) {
    for (const [paperId, at] of ballots.get(userId) ?? []) {
      const cast = byPaper.get(paperId) ?? [];
      cast.push({ userId, at });
      byPaper.set(paperId, cast);
    }
  }
  return [...byPaper].flatMap(([paperId, cast]) => {
    const inTime = cast.toSorted((a, b) => a.at - b.at);
    const isJoint = (at: number, index: number) =>
      [inTime[index - 1], inTime[index + 1]].some((next) => next && areTogether(at, next.at));
    const userIds = inTime.filter(({ at }, index) => isJoint(at, index)).map((it) => it.userId);
    return userIds.length >= LOCKSTEP_SIZE ? [{ paperId, userIds }] : [];
  });
}

/** An account's signatures: the least hashes of its papers and half hours. */
function bandsOf(ballot: Map<string, number>): string[] {
  // Two grids of half hours, a quarter of an hour apart: close votes share a slot in one of them.
  const slots = [...ballot].flatMap(([paperId, at]) => [
    fnv1a(`${paperId} ${Math.floor(at / SLOT_MS)}`),
    fnv1a(`${paperId} ${Math.floor(at / SLOT_MS + 0.5)}'`),
  ]);
  return Array.from({ length: BANDS }, (_, band) => {
    const least = Array.from({ length: HASHES_A_BAND }, (_hash, row) =>
      slots.reduce((min, slot) => Math.min(min, mix(slot, band * HASHES_A_BAND + row)), Infinity),
    );
    return `${band} ${least.join(' ')}`;
  });
}

/** FNV-1a, 32 bits. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/** A permutation of 32 bits for each seed (the finisher of MurmurHash 3). */
function mix(hash: number, seed: number): number {
  let mixed = hash ^ Math.imul(seed + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Merges overlapping sets (union–find). */
class DisjointSets {
  readonly #parents = new Map<string, string>();

  join(one: string, other: string): void {
    this.#parents.set(this.#rootOf(other), this.#rootOf(one));
  }

  all(): string[][] {
    const sets = new Map<string, string[]>();
    for (const member of this.#parents.keys()) {
      const root = this.#rootOf(member);
      const members = sets.get(root) ?? [];
      members.push(member);
      sets.set(root, members);
    }
    return [...sets.values()];
  }

  #rootOf(member: string): string {
    const parent = this.#parents.get(member) ?? member;
    if (parent === member) {
      this.#parents.set(member, member);
      return member;
    }
    const root = this.#rootOf(parent);
    this.#parents.set(member, root);
    return root;
  }
}
