/** Who votes: the readers behind a day's counts, and crowds that want a paper first. */
import type { RealDay } from './days';
import type { WeighedVote } from '@/lib/votes/weight';
import { below, seededRandom, type Random } from './random';

export type Press = WeighedVote & { paperId: string; userId: string; atMs: number };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Assumed of honest readers: the counts don't say who voted. */
export const NEW_SHARE = 0.1;
/** This share sit behind one of so many networks that they share with others. */
export const SHARED_SHARE = 0.2;
const SHARED_NETWORKS = 50;
/** Readers who come back, each at their own hour: a day's voters are drawn from them. */
const POOL = 2_000;
/** This share of them are curators, or known to one: by them a site's first votes are confirmed. */
export const TRUSTED_SHARE = 0.01;
const VOTES_A_VISIT = 3;
/** A visit lasts so long. */
const VISIT_MS = HOUR_MS / 3;

/** The paper that attackers push: listed after all others, so that it loses every tie. */
export const PUSHED = 'pushed';
export const PUSHED_AFTER_MS = 9 * HOUR_MS;
const ATTACK_AFTER_MS = 12 * HOUR_MS;

/**
 * Votes that add up to a day's counts. Readers come at their hour and vote for some of the papers
 * that still lack votes, as often for one as that has to get.
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
    // Nobody votes twice for a paper; then it was somebody who voted for nothing else.
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
  /** All accounts are of one mailbox, on networks of one IPv6 /48. */
  isFarm?: boolean;
};

export const FRESH_100: Attack = { accounts: 100, networks: 5, age: 'new', withinMs: HOUR_MS };
export const FRESH_1000: Attack = { ...FRESH_100, accounts: 1_000, networks: 1_000 };
/** Aged accounts, bought, behind a network each, that have never voted before. */
export const SLEEPERS_50: Attack = {
  accounts: 50,
  networks: 50,
  age: 'unproven',
  withinMs: HOUR_MS / 4,
};
/** The same with a record of votes that others confirmed: only that they act as one gives them away. */
export const PROVEN_50: Attack = { ...SLEEPERS_50, age: 'proven' };
/** Addresses with tags, as if each account had a record. */
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
