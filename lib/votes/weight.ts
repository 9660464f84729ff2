/**
 * What a vote counts: one, unless a published rule says less. /about/ranking reads these constants.
 *
 * The rules look at what a crowd bought for the occasion can't have: age, and places of its own.
 * A reader who comes alone counts in full on their first day.
 */
import { ordinal } from '@/lib/ordinal';

const DAY_MS = 86_400_000;

/** An account is new for this long, unless a curator vouches for it. */
export const NEW_FOR_DAYS = 7;
/** So many more new accounts than older ones count in full on a paper; then each counts less. */
export const UNBACKED_NEW = 3;
/** So many votes of one network count in full on a paper; the n-th after them as this / n. */
export const NETWORK_IN_FULL = 3;
/** So many new accounts of one network on a paper are a ring, and none of them counts. */
export const RING = 5;
/** Weights are multiples of 1/256, so that sums are exact in whatever order they are made. */
const STEPS = 256;

export type DiscountReason = 'new_account' | 'network' | 'lockstep';
/** `detail` goes on after "counts less: ". */
export type Discount = { reason: DiscountReason; factor: number; detail: string };

export type Voter = { role: 'reader' | 'curator'; createdAt: Date; trustedAt: Date | null };

export function isNewAccount({ role, createdAt, trustedAt }: Voter, now: Date): boolean {
  if (role === 'curator' || trustedAt !== null) return false;
  return now.getTime() - createdAt.getTime() < NEW_FOR_DAYS * DAY_MS;
}

/** The product of what still holds against a vote; 1 where nothing does. */
export function weightOf(discounts: readonly Pick<Discount, 'factor'>[]): number {
  const product = discounts.reduce((weight, { factor }) => weight * factor, 1);
  return Math.round(product * STEPS) / STEPS;
}

/**
 * The factor of the n-th new account on a paper, so many older ones having voted before it. Older
 * readers vouch for as many new ones; beyond them and a few more it falls with the square, so that
 * new accounts without older ones never come to more than MOST_UNBACKED, however many they are.
 */
export function newAccountFactor(nth: number, established: number): number {
  const unbacked = nth - established;
  return unbacked <= UNBACKED_NEW ? 1 : (UNBACKED_NEW / unbacked) ** 2;
}

/** The sum of newAccountFactor over all n, with nobody established. */
export const MOST_UNBACKED =
  UNBACKED_NEW + UNBACKED_NEW ** 2 * (Math.PI ** 2 / 6 - inverseSquares(UNBACKED_NEW));

function inverseSquares(upTo: number): number {
  return Array.from({ length: upTo }, (_, at) => 1 / (at + 1) ** 2).reduce((a, b) => a + b, 0);
}

/** The factor of the n-th vote that one network gives a paper. */
export function networkFactor(nth: number): number {
  return nth <= NETWORK_IN_FULL ? 1 : NETWORK_IN_FULL / nth;
}

/** Votes for a paper that came from one network. */
export type NetworkTally = { all: number; new: number };

export type Weighed = {
  discounts: Discount[];
  /** This vote makes its network a ring: the new accounts before it count nothing from now on. */
  closesRing: boolean;
};

/** How many have voted for a paper, as far as the next vote's weight depends on it. */
export class PaperTally {
  #established: number;
  #new: number;
  readonly #networks: Map<string, NetworkTally>;

  constructor(
    { established, new: young }: { established: number; new: number },
    networks: Iterable<[string, NetworkTally]> = [],
  ) {
    this.#established = established;
    this.#new = young;
    this.#networks = new Map(networks);
  }

  /** Counts one more vote in, and says what it is worth: by what came before it, and nothing else. */
  add(vote: { isNew: boolean; network: string | null }): Weighed {
    const network = this.#count(vote);
    const discounts: Discount[] = [];
    const age = vote.isNew ? newAccountFactor(this.#new, this.#established) : 1;
    if (age < 1) discounts.push(newAccountDiscount(age));
    const isRing = vote.isNew && network.new >= RING;
    const place = networkFactor(network.all);
    if (isRing) discounts.push(RING_DISCOUNT);
    else if (place < 1) discounts.push(networkDiscount(place, network.all));
    return { discounts, closesRing: isRing && network.new === RING };
  }

  #count({ isNew, network }: { isNew: boolean; network: string | null }): NetworkTally {
    if (isNew) this.#new += 1;
    else this.#established += 1;
    const before = (network !== null && this.#networks.get(network)) || { all: 0, new: 0 };
    const after = { all: before.all + 1, new: before.new + (isNew ? 1 : 0) };
    if (network !== null) this.#networks.set(network, after);
    return after;
  }
}

/** What holds against each new account of a ring. */
export const RING_DISCOUNT: Discount = {
  reason: 'network',
  factor: 0,
  detail: `one of ${RING} or more accounts younger than ${NEW_FOR_DAYS} days from one network`,
};

function newAccountDiscount(factor: number): Discount {
  return {
    reason: 'new_account',
    factor,
    detail: `from an account younger than ${NEW_FOR_DAYS} days, like most votes for this paper before it`,
  };
}

function networkDiscount(factor: number, nth: number): Discount {
  return { reason: 'network', factor, detail: `the ${ordinal(nth)} from one network` };
}
