/** Voters: honest readers who match a day's counts, and groups that push a paper. */
import type { RealDay } from './days';
import type { WeighedVote } from '@/lib/votes/weight';
import { below, seededRandom, type Random } from './random';

export type Press = WeighedVote & { paperId: string; userId: string; atMs: number };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Assumptions about honest readers, because the counts don't name voters. */
export const NEW_SHARE = 0.1;
/** Share of readers on shared networks, and the number of those networks. */
export const SHARED_SHARE = 0.2;
const SHARED_NETWORKS = 50;
/** Returning readers, each with a usual hour; a day's voters are drawn from them. */
const POOL = 2_000;
/** Share who are curators or connected to one; they confirm a site's first votes. */
export const TRUSTED_SHARE = 0.01;
const VOTES_A_VISIT = 3;
/** Length of a visit. */
const VISIT_MS = HOUR_MS / 3;

/** The paper that attackers push: listed last, so that it loses every tie. */
export const PUSHED = 'pushed';
export const PUSHED_AFTER_MS = 9 * HOUR_MS;
const ATTACK_AFTER_MS = 12 * HOUR_MS;

/**
 * Votes that add up to a day's counts. Readers come at their hour and vote for papers that still
 * lack votes, in proportion to the missing votes.
 */
export function honestPresses(
  { startMs, papers }: RealDay,
  random: Random,
  isProven: (userId: string) => boolean,
): Press[] {
  const owed = papers.flatMap(({ id, votes }) => Array.from({ length: votes }, () => id));
  shuffle(owed, random);
  const visits = Math.ceil(owed.length / VOTES_A_VISIT);
  const today = Array.from({ length: visits }, () => reader(below(random, POOL), random));
  const given = new Set<string>();
  return owed.map((paperId, place) => {
    const drawn = today[below(random, visits)];
    // A reader has one vote a paper; adds a reader without other votes.
    const isFree = drawn !== undefined && !given.has(`${drawn.userId} ${paperId}`);
    const { comesAtMs, ...voter } = isFree ? drawn : reader(POOL + place, random);
    given.add(`${voter.userId} ${paperId}`);
    const isUnproven = voter.isNew || (!voter.isTrusted && !isProven(voter.userId));
    return { ...voter, isUnproven, paperId, atMs: startMs + comesAtMs + random() * VISIT_MS };
  });
}

function reader(number: number, random: Random) {
  const habits = seededRandom(number);
  const isTrusted = number < POOL * TRUSTED_SHARE;
  return {
    isTrusted,
    userId: `reader ${number}`,
    mailbox: `of reader ${number}`,
    block: null,
    network: habits() < SHARED_SHARE ? `shared ${below(habits, SHARED_NETWORKS)}` : `own ${number}`,
    comesAtMs: habits() * (DAY_MS - VISIT_MS),
    isNew: random() < NEW_SHARE && !isTrusted,
  };
}

export type Attack = {
  accounts: number;
  networks: number;
  age: 'new' | 'unproven' | 'proven';
  withinMs: number;
  /** All accounts of one mailbox, on networks of one IPv6 /48. */
  isFarm?: boolean;
};

export const FRESH_100: Attack = { accounts: 100, networks: 5, age: 'new', withinMs: HOUR_MS };
export const FRESH_1000: Attack = { ...FRESH_100, accounts: 1_000, networks: 1_000 };
/** Bought aged accounts, each on its own network, without earlier votes. */
export const SLEEPERS_50: Attack = {
  accounts: 50,
  networks: 50,
  age: 'unproven',
  withinMs: HOUR_MS / 4,
};
/** Aged accounts with a record of confirmed votes: only lockstep exposes them. */
export const PROVEN_50: Attack = { ...SLEEPERS_50, age: 'proven' };
/** Tagged addresses, as if each account had a record. */
export const FARM_16: Attack = { ...PROVEN_50, accounts: 16, networks: 16, isFarm: true };

export function attackPresses(
  { accounts, networks, age, withinMs, isFarm = false }: Attack,
  { startMs }: RealDay,
  random: Random,
  paperId = PUSHED,
): Press[] {
  return Array.from({ length: accounts }, (_, account) => ({
    paperId,
    userId: `attacker ${account}`,
    mailbox: isFarm ? 'the farm' : `of attacker ${account}`,
    network: `attacking ${account % networks}`,
    block: isFarm ? 'the farm' : null,
    isNew: age === 'new',
    isUnproven: age !== 'proven',
    atMs: startMs + ATTACK_AFTER_MS + random() * withinMs,
  }));
}

function shuffle(list: unknown[], random: Random): void {
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = below(random, at + 1);
    [list[at], list[other]] = [list[other], list[at]];
  }
}
