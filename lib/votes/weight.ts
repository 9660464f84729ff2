/**
 * Weighs votes: a vote counts one, unless a published rule discounts it. /about/ranking reads these
 * constants. The rules test for properties that bought accounts lack: age, and separate networks. A
 * single reader counts in full on the first day.
 */
import { words } from '@/lib/words';

const DAY_MS = 86_400_000;

/** An account is new for this long, unless a curator vouches for it. */
export const NEW_FOR_DAYS = 7;
/** Confirmed votes after which an account is proven. Accounts made in advance don't have these. */
export const CONFIRMED_VOTES = 2;
/** Days before confirmation, so that a campaign can't confirm its own votes. */
export const CONFIRMED_AFTER_DAYS = 1;
/** Excess of unproven accounts' full votes over proven ones on a paper; further ones count less. */
export const UNBACKED = 3;
/** Additional factor of a discounted vote if the account is new. */
export const NEW_SHARE = 0.5;
/** Votes of one network that count in full on a paper; the n-th after them counts this / n. */
export const NETWORK_IN_FULL = 3;
/** New accounts of one network on a paper that form a ring, whose votes count nothing. */
export const RING = 5;
/** The ring's size for an IPv6 /48, which a household or a whole campus may hold. */
export const BLOCK_IN_FULL = 6;
export const BLOCK_RING = 10;
/** Accounts of one mailbox on a paper that form a ring at any age; fewer have one vote. */
export const MAILBOX_RING = 3;
/** Weights are multiples of 1/256, so that sums are exact in any order. */
const STEPS = 256;

export const DISCOUNT_REASONS = [
  'new_account',
  'network',
  'lockstep',
  'mailbox',
  'unproven',
] as const;
export type DiscountReason = (typeof DISCOUNT_REASONS)[number];
/** `detail` follows "counts less: ". */
export type Discount = { reason: DiscountReason; factor: number; detail: string };

export type Voter = {
  role: 'reader' | 'curator';
  createdAt: Date;
  trustedAt: Date | null;
  /** When the account's confirmed votes became enough; null before. */
  provenAt: Date | null;
};

export function isNewAccount({ role, createdAt, trustedAt }: Voter, now: Date): boolean {
  if (role === 'curator' || trustedAt !== null) return false;
  return now.getTime() - createdAt.getTime() < NEW_FOR_DAYS * DAY_MS;
}

/** Whether an account is new, or has no confirmed votes. */
export function isUnproven(voter: Voter, now: Date): boolean {
  if (voter.role === 'curator' || voter.trustedAt !== null) return false;
  return isNewAccount(voter, now) || voter.provenAt === null;
}

/** The product of the discounts in force; 1 without any. */
export function weightOf(discounts: readonly Pick<Discount, 'factor'>[]): number {
  const product = discounts.reduce((weight, { factor }) => weight * factor, 1);
  return Math.round(product * STEPS) / STEPS;
}

/**
 * The factor of the n-th unproven account on a paper after a number of proven ones. Each proven
 * reader vouches for one unproven one; after these and a few more the factor falls with the square,
 * so that unproven accounts alone never exceed MOST_UNBACKED.
 */
export function unprovenFactor(nth: number, proven: number, isNew: boolean): number {
  const unbacked = nth - proven;
  if (unbacked <= UNBACKED) return 1;
  return (UNBACKED / unbacked) ** 2 * (isNew ? NEW_SHARE : 1);
}

/** The sum of unprovenFactor over all n, without proven accounts. */
export const MOST_UNBACKED =
  UNBACKED + UNBACKED ** 2 * (Math.PI ** 2 / 6 - inverseSquares(UNBACKED));

/**
 * Counted votes of others for the same paper that confirm a vote: more than unproven accounts can
 * give each other in any number.
 */
export const CONFIRMED_BY = Math.ceil(MOST_UNBACKED);

function inverseSquares(upTo: number): number {
  return Array.from({ length: upTo }, (_, at) => 1 / (at + 1) ** 2).reduce((a, b) => a + b, 0);
}

/** Origins of votes, from the narrowest to the widest. */
export const PLACES = ['mailbox', 'network', 'block'] as const;
export type Place = (typeof PLACES)[number];

const IN_FULL: Record<Place, number> = {
  mailbox: 1,
  network: NETWORK_IN_FULL,
  block: BLOCK_IN_FULL,
};
const RING_SIZE: Record<Place, number> = {
  mailbox: MAILBOX_RING,
  network: RING,
  block: BLOCK_RING,
};

/** The factor of the n-th vote of one origin for a paper; a mailbox has one vote. */
export function placeFactor(place: Place, nth: number): number {
  const inFull = IN_FULL[place];
  if (nth <= inFull) return 1;
  return place === 'mailbox' ? 0 : inFull / nth;
}

/** Votes for a paper from one origin. */
export type PlaceTally = { all: number; new: number };

/** The properties of a vote that its weight depends on; an unknown origin is null. */
export type WeighedVote = {
  isNew: boolean;
  isUnproven: boolean;
} & Record<Place, string | null>;

export type Weighed = {
  discounts: Discount[];
  /** Origins that this vote turns into a ring: earlier accounts there count nothing from now on. */
  closesRings: Place[];
};

/** The votes for a paper, as the next vote's weight needs them. */
export class PaperTally {
  #proven: number;
  #unproven: number;
  readonly #places: Map<string, PlaceTally>;

  constructor(
    { proven, unproven }: { proven: number; unproven: number },
    places: Iterable<[place: Place, name: string, tally: PlaceTally]> = [],
  ) {
    this.#proven = proven;
    this.#unproven = unproven;
    this.#places = new Map([...places].map(([place, name, tally]) => [keyOf(place, name), tally]));
  }

  /** Adds one vote, and weighs it by the earlier votes only. */
  add(vote: WeighedVote): Weighed {
    if (vote.isUnproven) this.#unproven += 1;
    else this.#proven += 1;
    const discounts: Discount[] = [];
    const backing = vote.isUnproven ? unprovenFactor(this.#unproven, this.#proven, vote.isNew) : 1;
    if (backing < 1) discounts.push(unprovenDiscount(backing, vote.isNew));
    const closesRings: Place[] = [];
    const found = PLACES.flatMap((place) => {
      const tally = this.#count(place, vote);
      const ringed = place === 'mailbox' ? tally.all : vote.isNew ? tally.new : 0;
      if (ringed === RING_SIZE[place]) closesRings.push(place);
      if (ringed >= RING_SIZE[place]) return [ringDiscount(place)];
      const factor = placeFactor(place, tally.all);
      return factor < 1 ? [placeDiscount(place, factor, tally.all)] : [];
    });
    return { discounts: [...discounts, ...leastOfEach(found)], closesRings };
  }

  #count(place: Place, vote: WeighedVote): PlaceTally {
    const name = vote[place];
    if (name === null) return { all: 1, new: 0 };
    const before = this.#places.get(keyOf(place, name)) ?? { all: 0, new: 0 };
    const after = { all: before.all + 1, new: before.new + (vote.isNew ? 1 : 0) };
    this.#places.set(keyOf(place, name), after);
    return after;
  }
}

function keyOf(place: Place, name: string): string {
  return `${place} ${name}`;
}

/** A network and its block are one reason: the stronger discount applies. */
function leastOfEach(discounts: readonly Discount[]): Discount[] {
  const least = new Map<DiscountReason, Discount>();
  for (const discount of discounts) {
    const known = least.get(discount.reason);
    if (!known || discount.factor < known.factor) least.set(discount.reason, discount);
  }
  return [...least.values()];
}

/** Discounts every account of a ring, including earlier ones. */
export function ringDiscount(place: Place): Discount {
  const size = RING_SIZE[place];
  return {
    reason: place === 'mailbox' ? 'mailbox' : 'network',
    factor: 0,
    detail: words.votes.ring[place](size, NEW_FOR_DAYS),
  };
}

function unprovenDiscount(factor: number, isNew: boolean): Discount {
  if (isNew) {
    return {
      reason: 'new_account',
      factor,
      detail: words.votes.newAccount(NEW_FOR_DAYS),
    };
  }
  return {
    reason: 'unproven',
    factor,
    detail: words.votes.unproven,
  };
}

function placeDiscount(place: Place, factor: number, nth: number): Discount {
  return {
    reason: place === 'mailbox' ? 'mailbox' : 'network',
    factor,
    detail: words.votes.nth[place](nth),
  };
}
